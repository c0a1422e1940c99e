using Cake.Frosting;

namespace AiSandbox.Host.Features.Home;

/// <summary>Writes a home into one file.</summary>
[TaskName("Backup")]
[TaskDescription("Writes everything under /root but the mounted folder and caches into --file=FILE, unless it holds what looks like secrets (--with-secrets).")]
public sealed class BackupTask(HomeBackup backup) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) => await backup.RunAsync(context.Options, context.Cancellation);
}
