using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Worktrees;

/// <summary>Makes the repository of a sandbox that works on a branch of its own, and takes its work over when it stops.</summary>
internal sealed class WorktreeSteps(SandboxWorktree worktree, WorktreeFetch fetch, IReporter reporter) : ILifecycleStep
{
    public void Check() => worktree.Check();

    public Task PrepareAsync(CancellationToken cancellation) => worktree.EnsureAsync(cancellation);

    public Task BeforeStartAsync(Sandbox sandbox, CancellationToken cancellation) =>
        LinkedWorktrees.ShowAsync(sandbox.Settings.Mount, reporter, cancellation);

    public Task StoppedAsync(CancellationToken cancellation) => fetch.IsOne ? fetch.RunAsync(cancellation) : Task.CompletedTask;
}
