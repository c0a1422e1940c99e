using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Files;
using Cake.Frosting;

namespace AiSandbox.Host.Features.DevContainer;

/// <summary>Makes the sandbox ready for an editor.</summary>
[TaskName("DevContainer")]
[TaskDescription("Brings the sandbox up for VS Code or the devcontainer CLI; refuses where an SSH agent or credentials would get in.")]
[IsDependentOn(typeof(UpTask))]
public sealed class DevContainerTask(EditorHandover handover, SandboxConfig sandboxes) : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        handover.Refuse();
        FileStore.Write(context.Checkout.ComposeVariables, ComposeVariables.TextOf(
            sandboxes.Load(context.Options), context.Checkout.AddedCompose.Select(file => Path.GetRelativePath(context.Checkout.Root, file).Replace('\\', '/'))), FileStore.Private);
        context.Reporter.Line("Open this folder in VS Code and choose 'Reopen in Container', or: devcontainer up --workspace-folder .");
    }
}
