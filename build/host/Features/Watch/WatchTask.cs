using AiSandbox.Host.Engines.Logs;
using Cake.Frosting;
using Spectre.Console;

namespace AiSandbox.Host.Features.Watch;

/// <summary>Reloads the list on save, and shows denials as they come.</summary>
[TaskName("Watch")]
[TaskDescription("Reloads the list on save and shows denials as they come; a key allows the last denied host.")]
public sealed class WatchTask(SandboxWatch watch, IAnsiConsole console, TimeProvider time) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context)
    {
        var colour = !context.Options.NoColor
            && console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };

        return watch.RunAsync(new ProxyLogFormatter(time, colour).Format, context.Cancellation);
    }
}
