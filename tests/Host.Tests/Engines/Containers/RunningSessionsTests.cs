using AiSandbox.Host.Engines.Containers;

namespace Host.Tests.Engines.Containers;

public sealed class RunningSessionsTests
{
    private const string Table = """
        PID                 ELAPSED             COMMAND
        12                  01:02:03            /usr/bin/tini -- workspace-start
        40                  03:20               /usr/bin/perl /usr/local/bin/sandbox-session hold 0123456789abcdef Agent codex
        41                  03:20               /usr/bin/perl /usr/local/bin/sandbox-session run 0123456789abcdef codex exec sandbox-session hold
        55                  2-00:00:07          /usr/bin/perl /usr/local/bin/sandbox-session hold fedcba9876543210 Shell
        56                  00:01               perl /root/workspace/sandbox-session hold 00 what an agent says

        """;

    [Test]
    public void Should_say_of_each_what_it_is_and_for_how_long() =>
        RunningSessions.Of(Table).ShouldBe(["Agent codex, for 03:20", "Shell, for 2-00:00:07"]);

    [Test]
    public void Should_show_nothing_that_drives_a_terminal_and_no_more_than_anybody_reads()
    {
        var line = "9 00:01 /usr/bin/perl /usr/local/bin/sandbox-session hold 0123456789abcdef Exec \u001b[2J" + new string('x', 5000);

        var seen = RunningSessions.Of(string.Join('\n', Enumerable.Repeat(line, 500)));

        seen.Count.ShouldBe(20);
        seen.ShouldAllBe(text => text.Length < 120 && !text.Contains('\u001b'));
    }

    [Test]
    public void Should_find_none_in_no_answer() => RunningSessions.Of("").ShouldBeEmpty();
}
