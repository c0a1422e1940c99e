using AiSandbox.Host.Model.Lists;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>Removes a domain or a preset from the list, and cuts its tunnels.</summary>
[TaskName("Deny")]
[TaskDescription("Removes --domain=… or --domain=@preset from the list, in the running sandbox at once, and cuts its open tunnels.")]
public sealed class DenyTask(AllowlistStore allowlist, AllowlistEditor editor) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) => PresetOption.IsGiven(context.Options)
        ? editor.DenyAsync(new PresetOption(context.Options, allowlist).ToDeny(), context.Cancellation)
        : editor.DenyAsync(new DomainOption(context.Options, allowlist).ToDeny(), context.Cancellation);
}
