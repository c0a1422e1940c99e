using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Review;

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
