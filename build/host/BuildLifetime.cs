using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Frosting;
using AiSandbox.Host.Services;

namespace AiSandbox.Host;

/// <summary>Keeps the exit code of a failure, which Cake's engine replaces by 1.</summary>
public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    /// <inheritdoc/>
    public override void Setup(BuildContext context, ISetupContext info) =>
        context.Verbose("Sandbox {0}, checkout {1}", context.Options.Name, context.Checkout.Root);

    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        if (context.Cancellation.IsCancellationRequested)
            context.Run.ExitCode = ExitCodes.Cancelled;
        else if (info.ThrownException is { } failure)
            context.Run.ExitCode = ExitCodes.Of(failure);
    }
}
