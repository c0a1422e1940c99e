using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Removes what the next Up makes again.</summary>
[TaskName("Clean")]
[TaskDescription("Removes the sandbox's containers, networks and images; keeps the volume with /root.")]
public sealed class CleanTask(SandboxRemoval removal) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var removed = await removal.RemoveAsync(context.Options.Name, volumes: false, context.Cancellation);

        context.Reporter.Line(removed.Describe(context.Options.Name));
    }
}
