using AiSandbox.Host.Features.Doctor;
using Spectre.Console.Testing;

namespace Host.Tests.Features.Doctor;

public sealed class DoctorTerminalTests
{
    [Test]
    public void Should_show_a_line_a_check_by_family_and_the_mends_at_the_end()
    {
        using var console = new TestConsole();
        DoctorTerminal.Show(console, new DoctorReport("box",
        [
            new CheckResult("engine.version", CheckState.Ok, "26.1.5", "25.0.5 or later", null),
            new CheckResult("engine.buildx", CheckState.Wrong, "[red]missing[/]", "the plug-in Buildx", "first\nor second"),
            new CheckResult("network.proxy", CheckState.Skipped, "not checked, because the sandbox is not up", "an answer", null),
        ]));

        console.Lines.Select(line => line.TrimEnd()).ShouldBe(
        [
            "engine",
            "  ok    version           26.1.5",
            "  WRONG buildx            [red]missing[/]; wanted: the plug-in Buildx",
            "network",
            "  -     proxy             not checked, because the sandbox is not up",
            "",
            "What repairs it",
            "  engine.buildx        first",
            "                       or second",
            "3 checks: 1 as wanted, 1 wrong, 0 hints, 1 not checked.",
        ]);
    }
}
