using System.Text.Json;
using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Features.Review.Snapshots;

namespace Host.Tests.Features.Review;

public sealed class ReviewTextTests
{
    private static readonly WatchedPath Evil = new("a\e[2J\u202e.sh", "executable", "executable", "1", ["\e]0;x\a", .. Enumerable.Range(0, 20).Select(i => $"line {i}")]);

    [Test]
    public void Should_let_nothing_reach_the_terminal_that_an_agent_could_command_it_with()
    {
        var text = string.Join('\n', ReviewText.Lines([new Change(null, Evil)]));

        text.ShouldContain(@"new       a\u{1b}[2J\u{202e}.sh (executable)");
        text.ShouldContain("… and 9 lines more");
        text.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
    }

    [Test]
    public void Should_show_the_most_dangerous_kind_first_with_its_reason()
    {
        var setuid = new WatchedPath("z", "setuid", "setuid, executable", "2", []);

        var lines = ReviewText.Lines([new Change(null, Evil), new Change(setuid with { Traits = "" }, setuid)]).ToList();

        lines[1].ShouldStartWith("Programs that run as their owner: whoever starts one");
        lines[2].ShouldBe("  changed   z (plain, and now setuid, executable)");
    }

    [Test]
    public void Should_write_json_in_ascii()
    {
        var snapshot = new Snapshot("/p", DateTimeOffset.UnixEpoch, 3, [Evil]);

        var json = ReviewJson.Of(snapshot, null, [new Change(null, Evil)]);

        json.ShouldAllBe(c => c == '\n' || (c >= ' ' && c <= '~'));
        JsonDocument.Parse(json).RootElement.GetProperty("changes")[0].GetProperty("path").GetString().ShouldBe(Evil.Path);
    }

    [Test]
    public void Should_know_each_kind_once() => ReviewKinds.All.Select(kind => kind.Id).ShouldBeUnique();
}
