using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Runs one command in the workspace.</summary>
[TaskName("Exec")]
[TaskDescription("Runs one command in the workspace without a terminal: --command='…', or words after --.")]
public sealed class ExecTask(WorkspaceShell shell) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) =>
        context.Run.ExitCode = await shell.ExecuteAsync(context.Options, context.Cancellation);
}
