using AiSandbox.Host.Features.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Worktrees;

internal static class WorktreesFeature
{
    public static IServiceCollection AddWorktrees(this IServiceCollection services) => services
        .AddSingleton<WorktreeGit>()
        .AddSingleton<SandboxWorktree>()
        .AddSingleton<WorktreeFetch>()
        .AddSingleton<ILifecycleStep, WorktreeSteps>();
}
