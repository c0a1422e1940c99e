using AiSandbox.Host.Model.Lists;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>Adds a domain or a preset to the list, and puts it in force.</summary>
[TaskName("Allow")]
[TaskDescription("Allows --domain=… or --domain=@preset in the running sandbox at once; --ports=443, --until=7d, --reason=….")]
public sealed class AllowTask(AllowlistStore allowlist, AllowlistEditor editor) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) => PresetOption.IsGiven(context.Options)
        ? editor.AllowAsync(new PresetOption(context.Options, allowlist).ToAllow(), context.Cancellation)
        : editor.AllowAsync(new DomainOption(context.Options, allowlist).ToAllow(), context.Cancellation);
}
