using AiSandbox.Host.Services.Sandboxes.Worktrees;
using Cake.Frosting;

namespace AiSandbox.Host.Tasks;

/// <summary>Takes over what a sandbox has committed for another one's repository.</summary>
/// <param name="fetch">Takes it over.</param>
[TaskName("Fetch")]
[TaskDescription("Takes what a sandbox with --worktree has committed over into the repository that it works for; Down does it too.")]
public sealed class FetchTask(WorktreeFetch fetch) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) => fetch.RunAsync(context.Cancellation);
}
