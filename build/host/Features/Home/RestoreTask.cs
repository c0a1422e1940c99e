using Cake.Frosting;

namespace AiSandbox.Host.Features.Home;

/// <summary>Makes a home of a backup.</summary>
[TaskName("Restore")]
[TaskDescription("Makes the sandbox's /root that of a backup, --file=FILE; a broken or unknown archive changes nothing.")]
public sealed class RestoreTask(HomeRestore restore) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) => await restore.RunAsync(context.Options, context.Cancellation);
}
