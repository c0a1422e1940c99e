using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace Host.Tests.Engines.Logs;

public sealed class SafeTextTests
{
    [Test]
    public void Should_keep_lines_and_tabs_and_spell_what_a_terminal_would_obey() =>
        SafeText.Lines("first\tword\r\nsecond \u001b[2J\u202e").ShouldBe("first\tword\nsecond \\u{1b}[2J\\u{202e}");

    [Test]
    public void Should_let_no_control_sequence_of_a_failure_reach_the_terminal()
    {
        var failure = new SandboxException("the log says \u001b]0;x\u0007", "ls '\u001b[1m'");

        failure.Message.ShouldBe("the log says \\u{1b}]0;x\\u{7}\nNext: ls '\\u{1b}[1m'");
        failure.Reason.ShouldBe("the log says \\u{1b}]0;x\\u{7}");
    }
}
