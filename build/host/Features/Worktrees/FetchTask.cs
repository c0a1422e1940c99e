using Cake.Frosting;

namespace AiSandbox.Host.Features.Worktrees;

/// <summary>Takes over what a sandbox has committed for another one's repository.</summary>
[TaskName("Fetch")]
[TaskDescription("Fetches the commits of a sandbox with --worktree into the repository that it works for; Down does so too.")]
public sealed class FetchTask(WorktreeFetch fetch) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) => fetch.RunAsync(context.Cancellation);
}
