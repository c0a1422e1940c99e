using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Policy;
using Cake.Frosting;
using Spectre.Console;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>Shows what the proxy let through and what it refused.</summary>
[TaskName("LogsProxy")]
[TaskDescription("Follows the log of guard and proxy, one line for each event; --follow=false, --since=10m, --denied, --raw.")]
public sealed class LogsProxyTask(ProxyLog log, IAnsiConsole console, TimeProvider time)
    : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        var filter = new ProxyLogFilter(options.Line.Value(Option.Since), options.Line.Flag(Option.Denied), Noise: options.Line.Flag(Option.Raw));
        var colour = !options.NoColor
            && console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
        var formatter = new ProxyLogFormatter(time, colour);

        // Past Spectre, which would break lines at the width of the window, and at 80 columns in a pipe.
        var writer = console.Profile.Out.Writer;
        await foreach (var line in log.ReadAsync(filter, options.Line.Flag(Option.Follow, otherwise: true), context.Cancellation))
            await writer.WriteLineAsync(options.Line.Flag(Option.Raw) ? SafeText.Of(line.Text, int.MaxValue) : formatter.Format(line));

        if (options.Line.Flag(Option.Follow, otherwise: true))
            context.Reporter.Warn($"Sandbox {options.Name} is not running, and this is the end of its log. To start it: {options.CommandFor("Up")}");
    }
}
