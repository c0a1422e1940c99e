using AiSandbox.Host.Engines.Containers;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Stops the sandbox.</summary>
[TaskName("Down")]
[TaskDescription("Stops the sandbox and keeps its state.")]
public sealed class DownTask(SandboxStack stack, IEnumerable<ILifecycleStep> steps) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var stopped = await stack.StopAsync(context.Options.Name, context.Cancellation);

        context.Reporter.Line(stopped
            ? $"Sandbox {context.Options.Name} is stopped; its state is kept. Next: {context.Options.CommandFor("Review")}, or {context.Options.CommandFor("Up")}"
            : $"Sandbox {context.Options.Name} was not running.");
        foreach (var step in steps)
            await step.StoppedAsync(context.Cancellation);
    }
}
