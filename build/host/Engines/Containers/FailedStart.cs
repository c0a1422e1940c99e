using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Policy;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>
/// Watches a start. Compose waits for containers that start again and again until its time is over, and says then that one is
/// unhealthy; why, the container has said.
/// </summary>
public sealed class FailedStart(DockerCli docker, Checkout checkout, HostOptions options)
{
    private const int MostRestarts = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Runs a start to its end, or until a container has started again too often.</summary>
    /// <param name="start">The start.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="beside">What runs beside the workspace.</param>
    /// <exception cref="SandboxException">It failed; the message has the end of what the container said that is not well.</exception>
    public async Task WatchAsync(Func<CancellationToken, Task> start, CancellationToken cancellation, IReadOnlyList<string>? beside = null)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = LoopAsync(beside ?? [], end.Token);
        var starting = start(end.Token);
        try
        {
            if (await Task.WhenAny(starting, watching) == watching && await watching is { } service)
            {
                await end.CancelAsync();
                await starting.ContinueWith(_ => { }, TaskScheduler.Default);
                throw await ExplainAsync(service, "starts again and again", null, cancellation);
            }

            await starting;
        }
        catch (CommandException failed) when (!NetworkShortage.Is(failed))
        {
            throw await FindAsync(beside ?? [], cancellation) is { } ill ? await ExplainAsync(ill.Service, ill.How, failed, cancellation) : checkout.Log("start").Fail("The sandbox did not start.", failed);
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private async Task<string?> LoopAsync(IReadOnlyList<string> beside, CancellationToken cancellation)
    {
        try
        {
            for (; ; await Task.Delay(Interval, cancellation))
            {
                // One that was stopped keeps its number until it is started; one that is well has earned it long ago.
                if ((await LookAsync(beside, cancellation)).Find(one => one is { Restarts: >= MostRestarts, State: "running" or "restarting", Health: not "healthy" }) is { } looping)
                    return looping.Service;
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // The one that the others wait for comes first.
    private async Task<(string Service, string How)?> FindAsync(IReadOnlyList<string> beside, CancellationToken cancellation) =>
        (await LookAsync(beside, cancellation)).Find(one => one.Health is "unhealthy" || one.State is not ("running" or "created" or "paused")) is { } ill
            ? (ill.Service, ill.Health is "unhealthy" && ill.State is "running" ? "is unhealthy" : ill.State is "exited" ? "has ended" : $"is {ill.State}")
            : null;

    private async Task<List<Look>> LookAsync(IReadOnlyList<string> beside, CancellationToken cancellation)
    {
        string[] services = ["proxy", "guard", "gate", "keys", SandboxStack.Gateway, "workspace", .. beside];
        var seen = await docker.AskAsync(
            ["container", "inspect", "--format", "{{.Name}}|{{.State.Status}}|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{.RestartCount}}", .. services.Select(service => SandboxStack.Container(options.Name, service))],
            cancellation);
        var rows = (seen?.Output ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split('|')).Where(parts => parts.Length == 4).ToList();
        return [.. from service in services
                   from parts in rows
                   where parts[0] == $"/{SandboxStack.Container(options.Name, service)}"
                   select new Look(service, parts[1], parts[2], int.TryParse(parts[3], CultureInfo.InvariantCulture, out var count) ? count : 0)];
    }

    private async Task<SandboxException> ExplainAsync(string service, string how, CommandException? failed, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(options.Name, service);
        var log = checkout.Log(service);
        foreach (var line in await SaidAsync(["logs", "--tail", "2000", container], cancellation))
            log.Add(SafeText.Of(line));
        // A check of health says by itself what it missed; an engine that could not start it, why.
        foreach (var line in await SaidAsync(["container", "inspect", "--format", "{{.State.Error}}{{if .State.Health}}{{range .State.Health.Log}}\n{{.Output}}{{end}}{{end}}", container], cancellation))
            log.Add(SafeText.Of(line));

        return log.Fail($"The {service} {how}. It said last:", failed ?? new CommandException(new Command("docker", "compose", "up"), 1, "(it said nothing)"), next: options.CommandFor("Doctor"));
    }

    private async Task<IEnumerable<string>> SaidAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        await docker.AskAsync(arguments, cancellation) is { } said
            ? (said.Output + said.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)
            : [];

    private sealed record Look(string Service, string State, string Health, int Restarts);
}
