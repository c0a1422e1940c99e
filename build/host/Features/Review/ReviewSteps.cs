using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Reviewing;

/// <summary>Remembers what the mounted folder holds before an agent is let in, and forgets it with the sandbox.</summary>
internal sealed class ReviewSteps(ProjectReview review, Baselines baselines, IReporter reporter, HostOptions options) : ILifecycleStep
{
    public async Task BeforeStartAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        if (await review.RememberAsync(sandbox.Name, sandbox.Settings.Mount, cancellation) is > 0 and var there)
            reporter.Line($"{there} paths that Review looks at were there before, and count as seen. To see them: {options.CommandFor("Review")} --all");
    }

    public void Removed(SandboxName name) => baselines.Remove(name);
}
