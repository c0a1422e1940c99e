using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.PrivateEngines;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Removes everything, after a question.</summary>
[TaskName("Cleanup")]
[TaskDescription("Removes all of the sandbox, its volume included; with --engine the private engine too.")]
public sealed class CleanupTask(SandboxRemoval removal, EngineAccess access, PrivateEngine engine, IEnumerable<ILifecycleStep> steps)
    : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        context.Reporter.Confirm(
            $"Remove sandbox {options.Name} with everything under /root but the mounted folder{(options.Line.Flag(Option.Engine) ? ", and the private engine" : "")}?",
            options.Yes);

        // What a dead private engine holds goes with it; all else needs an engine that answers.
        if (!options.Line.Flag(Option.Engine) || !await access.IsPrivateDeadAsync(context.Cancellation))
        {
            if (options.Line.Flag(Option.Engine) && !engine.IsInstalled)
                context.Reporter.Line(await engine.RemoveAsync(context.Cancellation));
            var removed = await removal.RemoveAsync(options.Name, volumes: true, context.Cancellation);
            context.Reporter.Line(removed.Describe(options.Name));
        }

        foreach (var step in steps)
            step.Removed(options.Name);
        if (!context.Checkout.IsMain && Directory.Exists(context.Checkout.Home))
            context.Reporter.Line($"{context.Checkout.Show()} is kept, with its list and whatever lies in its projects. Delete it where you need none of it.");

        if (options.Line.Flag(Option.Engine) && engine.IsInstalled)
            context.Reporter.Line(await engine.RemoveAsync(context.Cancellation));
    }
}
