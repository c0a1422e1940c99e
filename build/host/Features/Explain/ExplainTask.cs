using AiSandbox.Host.Platform;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Explain;

/// <summary>Explains what the list says about a host. Ends with 0 where it is allowed, with 1 where it is not.</summary>
[TaskName("Explain")]
[TaskDescription("Shows which line allows --host=name:443 and who added it, or why none does and which one would.")]
public sealed class ExplainTask(AllowlistExplainer explainer) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (lines, isAllowed) = await explainer.ExplainAsync(HostQuestion.Read(context.Options), context.Cancellation);
        foreach (var line in lines)
            context.Reporter.Line(line);

        // As grep and `git check-ignore` end: 1 is a no, and not a failure.
        context.Run.ExitCode = isAllowed ? ExitCodes.Done : ExitCodes.Failed;
    }
}
