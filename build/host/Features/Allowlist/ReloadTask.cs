using Cake.Frosting;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>Puts an edited list in force.</summary>
[TaskName("Reload")]
[TaskDescription("Puts an edited allowed-sites.txt in force in the running sandbox; a list with errors changes nothing.")]
public sealed class ReloadTask(AllowlistEditor editor) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) =>
        editor.Show(await editor.ReloadAsync(context.Cancellation));
}
