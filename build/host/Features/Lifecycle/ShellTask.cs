using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Opens a shell in the workspace.</summary>
[TaskName("Shell")]
[TaskDescription("Opens a login shell in /root/workspace, or runs --command='…' there with the terminal.")]
public sealed class ShellTask(WorkspaceShell shell) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) =>
        context.Run.ExitCode = await shell.OpenAsync(context.Options, context.Cancellation);
}
