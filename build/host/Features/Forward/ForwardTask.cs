using AiSandbox.Host.Features.Lifecycle;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Forward;

/// <summary>Shows what listens in the workspace on this machine's loopback.</summary>
[TaskName("Forward")]
[TaskDescription("Shows what listens on --port=3000 in the workspace at 127.0.0.1 of this machine, until Ctrl+C; --to=8300, --open.")]
public sealed class ForwardTask(PortForward forward, WorkspaceShell workspace) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var ports = ForwardedPort.Of(context.Options);
        await workspace.RequireAsync(context.Options, context.Cancellation);
        await forward.RunAsync(ports, context.Cancellation);
    }
}
