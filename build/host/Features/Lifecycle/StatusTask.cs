using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Shows what is there.</summary>
[TaskName("Status")]
[TaskDescription("Shows containers, health, engine, age of the images, size of the allowlist, denials since Up, and whether it is verified.")]
public sealed class StatusTask(SandboxStatus status) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        foreach (var (name, value) in await status.ReadAsync(context.Options, context.Cancellation))
            context.Reporter.Line($"{name,-15} {value}");
    }
}
