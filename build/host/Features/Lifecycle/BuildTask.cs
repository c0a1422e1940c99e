using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Model;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Renders the configuration and builds the images.</summary>
/// <param name="keys">Makes the SSH key where that had to wait for the image.</param>
[TaskName("Build")]
[TaskDescription("Renders the configuration from allowed-sites.txt and env/workspace.env, and builds the images.")]
[IsDependentOn(typeof(PrepareEnvTask))]
[IsDependentOn(typeof(PrepareSshTask))]
[IsDependentOn(typeof(PrepareEngineTask))]
public sealed class BuildTask(SandboxConfig sandboxes, SandboxPreflight preflight, IEnumerable<ILifecycleStep> steps, SandboxImages images, SshKeys keys)
    : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        foreach (var step in steps)
            step.Check();
        var sandbox = sandboxes.Load(context.Options);
        await preflight.RequireAsync(context.Cancellation);
        sandboxes.Render(sandbox);

        await preflight.RequirePolicyAsync(context.Cancellation);
        await images.BuildAsync(sandbox, context.Cancellation);
        await preflight.RequirePolicyAsync(context.Cancellation); // the first time, its image was not there
        foreach (var step in steps)
            await step.PrepareAsync(context.Cancellation);
        if (await keys.CompleteAsync(SshRequest.Of(context.Options), context.Cancellation) is { } made)
        {
            foreach (var line in made.Report)
                context.Reporter.Line(line);
        }

        if (context.Options.Requested("Build") || context.Options.Requested("Setup"))
            context.Reporter.Line($"The images are ready. Next: {context.Options.CommandFor("Up")}");
    }
}
