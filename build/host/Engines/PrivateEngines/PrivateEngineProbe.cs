using System.Diagnostics;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>Asks a private engine, which may be starting, hang, or be dead.</summary>
internal sealed class PrivateEngineProbe(ICommandRunner commands)
{
    /// <summary>How long one that runs may take to answer.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether it answers within a time; its daemon may still be starting.</summary>
    public async Task<bool> AnswersAsync(PrivateEngineState state, TimeSpan limit, CancellationToken cancellation)
    {
        // The daemon forks away before it writes its process id; until then it is merely not there yet.
        var seen = false;
        var version = new Command(state.Layout.Docker, "version", "--format", "{{.Server.Version}}") { Environment = state.Layout.ClientEnvironment() };
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit; await Task.Delay(50, cancellation))
        {
            if (File.Exists(PrivateEngineLayout.Socket) && await SucceedsAsync(version, cancellation))
                return true;

            var there = state.RunningDaemon() is not null;
            if (!there && (seen || clock.Elapsed > Limit))
                return false;
            seen |= there;
        }

        return false;
    }

    private async Task<bool> SucceedsAsync(Command command, CancellationToken cancellation)
    {
        try
        {
            return (await commands.TryAsync(command with { Limit = Limit }, cancellation)).ExitCode is 0;
        }
        catch (TimeoutException)
        {
            return false; // a daemon that hangs takes the connection and never answers
        }
    }

    /// <summary>The sandboxes that it holds, running or not.</summary>
    public async Task<IReadOnlyList<string>> SandboxesAsync(PrivateEngineState state, CancellationToken cancellation)
    {
        var labels = await commands.TryAsync(
            new Command(state.Layout.Docker, "ps", "--all", "--filter", $"label={SandboxLabels.Sandbox}", "--format", $"{{{{.Label \"{SandboxLabels.Sandbox}\"}}}}")
            {
                Environment = state.Layout.ClientEnvironment(),
                Limit = Limit,
            },
            cancellation);
        return [.. labels.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
    }
}
