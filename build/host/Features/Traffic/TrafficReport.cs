using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using Spectre.Console;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>Reads the logs of guard, proxy, keys and gateway, and shows the traffic and what was done with keys in the terminal and as a page.</summary>
public sealed class TrafficReport(IProxyLogSource log, KeyLog keyLog, WorkspaceEnv env, MountedFolders mounted, IAnsiConsole console, Checkout checkout, TimeProvider time)
{
    /// <summary>The page, from the checkout's root.</summary>
    public string Page { get; } = checkout.Show("artifacts/report/traffic.html");

    /// <summary>Reads, shows, and writes the page.</summary>
    /// <exception cref="SandboxException">There is no log, or the settings are not valid.</exception>
    public async Task RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var budget = env.Read().EgressBudgetBytes;
        var (source, words) = options.Line.Value(Option.Log) is { } file
            ? (new FileLogSource(mounted.RequireOutside(Option.Log, file)), $"The log {file}")
            : (log, $"Sandbox {options.Name}");
        var scope = new TrafficScope(words, options.Line.Value(Option.Since), budget, time.GetUtcNow(), time.LocalTimeZone);

        var tally = new TrafficTally(EntryNames.Read(checkout), options.Line.Value(Option.Since));
        await foreach (var line in source.ReadAsync(follow: false, cancellation))
            tally.Add(line);
        var keys = KeyTally.All(options.Line.Value(Option.Since));
        foreach (var one in source == log ? keys : [])
            await keyLog.ReadAsync(one.Service, one.Add, cancellation);

        FileStore.Write(Path.GetFullPath(Page, checkout.Root), TrafficPage.Render(tally, keys, scope, checkout));
        TrafficTerminal.Show(console, tally, keys, scope);
    }
}
