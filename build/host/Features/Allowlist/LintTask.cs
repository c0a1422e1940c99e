using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Policy;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>Checks the allowlist.</summary>
[TaskName("Lint")]
[TaskDescription("Checks allowed-sites.txt line by line; --fix writes the corrections it proposes.")]
public sealed class LintTask(AllowlistStore allowlist) : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var done = context.Options.Line.Flag(Option.Fix) ? LintReport.Fixed(allowlist.Fix()) : [];
        foreach (var line in done)
            context.Reporter.Line(line);

        var result = allowlist.Lint();
        foreach (var line in LintReport.Lines(result.Findings))
            context.Reporter.Line(line);
        if (result.IsRefused)
            throw allowlist.Refusal(result, details: []);

        context.Reporter.Line(LintReport.Summary(result));
    }
}
