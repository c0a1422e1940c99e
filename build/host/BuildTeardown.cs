using AiSandbox.Host.Platform;
using Cake.Core;
using Cake.Frosting;

namespace AiSandbox.Host;

/// <summary>Keeps the exit code of a failure, which Cake's engine replaces by 1.</summary>
public sealed class BuildTeardown : FrostingTeardown<BuildContext>
{
    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        if (context.Cancellation.IsCancellationRequested)
            context.Run.ExitCode = ExitCodes.Cancelled;
        else if (info.ThrownException is { } failure)
            context.Run.ExitCode = context.Run.CodeOf(ExitCodes.Of(failure));
    }
}
