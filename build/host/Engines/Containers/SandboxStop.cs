using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>Stops the containers of a sandbox, and says which of them does not let itself be stopped.</summary>
public sealed class SandboxStop(DockerCli docker, ContainerPulse pulse, IReporter reporter, HostOptions options)
{
    private const int Tries = 5;

    // A container has 5 s to end by itself. Whether one that takes longer is slow or stuck is asked of it then.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(9), PulseLimit = TimeSpan.FromSeconds(3);

    /// <summary>Stops them.</summary>
    /// <returns>Whether anything ran.</returns>
    /// <exception cref="SandboxException">Something is still running.</exception>
    public async Task<bool> RunAsync(SandboxName name, CancellationToken cancellation)
    {
        // Looked at again after each: what restarts by itself may have been between two runs when it was told to stop.
        for (var tries = 0; ; tries++)
        {
            var running = await RunningAsync(name, cancellation);
            if (running.Count == 0)
                return tries > 0;
            if (tries > 0)
                await RefuseStuckAsync(name, running, cancellation);
            if (tries == Tries)
                throw new SandboxException($"Sandbox {name} does not stop: {string.Join(", ", running.Values)} still run, or started again.", options.CommandFor("Clean"));

            await reporter.StepAsync("Stopping the sandbox", detail => StopAsync(running, detail, cancellation));
        }
    }

    private async Task StopAsync(Dictionary<string, string> running, Action<string> detail, CancellationToken cancellation)
    {
        try
        {
            await docker.StreamAsync(
                ["stop", .. running.Keys],
                null,
                line => detail(running.TryGetValue(line, out var service) ? $"{service} is stopped" : line),
                cancellation,
                Limit);
        }
        catch (SandboxException slow) when (EngineSilence.Is(slow))
        {
            // The engine goes on with it. What runs still is looked at next.
        }
    }

    private async Task RefuseStuckAsync(SandboxName name, Dictionary<string, string> running, CancellationToken cancellation)
    {
        var seen = await Task.WhenAll(running.Select(async one => (one.Value, trouble: await pulse.LookAsync(one.Key, one.Value, PulseLimit, cancellation))));
        if (seen.FirstOrDefault(one => one.trouble is not null) is { trouble: { } trouble } stuck)
            throw new SandboxException($"Sandbox {name} does not stop: {stuck.Value} {trouble.What}.", trouble.Next);
    }

    private async Task<Dictionary<string, string>> RunningAsync(SandboxName name, CancellationToken cancellation) =>
        (await docker.RunAsync(
            ["ps", "--no-trunc", "--filter", SandboxStack.Containers(name), "--format", $"{{{{.ID}}}} {{{{.Label \"{ComposeLabels.Service}\"}}}}"], cancellation)).Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ', 2))
        .ToDictionary(words => words[0], words => words is [_, { Length: > 0 } service] ? service : "a helper container", StringComparer.Ordinal);
}
