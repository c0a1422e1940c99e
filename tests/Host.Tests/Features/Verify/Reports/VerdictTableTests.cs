using AiSandbox.Host.Features.Verify.Reports;
using Spectre.Console.Testing;
using Verification.Tests;

namespace Host.Tests.Features.Verify.Reports;

public sealed class VerdictTableTests
{
    [Test]
    public void Should_show_each_case_when_printed()
    {
        using var console = new TestConsole().Width(120);

        console.Write(VerdictTable.Render(Cases.Report(
            Cases.Result(Cases.Deny, Cases.Denied with { ExitCode = 0, Error = "\u0001[bold]<&\u001b[31m" }),
            Cases.Result(Cases.Allow, Cases.Allowed),
            Cases.Result(Cases.Silent, Cases.Quiet with { Internet = new([], Lost: "the log does not show it") }))));

        console.Output.ShouldContain("https-unlisted");
        console.Output.ShouldContain("HOLE");
        console.Output.ShouldContain("not proven");
        console.Output.ShouldContain("client: exit 0");
    }
}
