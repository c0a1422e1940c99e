using Cake.Frosting;

namespace AiSandbox.Host.Features.Home;

/// <summary>Copies a home into another sandbox.</summary>
[TaskName("Clone")]
[TaskDescription("Makes the /root of the sandbox --to=NAME a copy of this one's, without a file in between.")]
public sealed class CloneTask(HomeClone clone) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) => await clone.RunAsync(context.Options, context.Cancellation);
}
