using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>Whether a running container still answers: an engine calls one running whose processes are stopped.</summary>
public sealed class ContainerPulse(DockerCli docker, HostOptions options)
{
    // An agent stops what it likes in its workspace; the image's own processes there are not its to stop.
    private static readonly string[] OfWorkspace = ["docker-init", "workspace-start"];

    /// <summary>Looks. The engine lists processes by way of the container's shim, as it starts and stops them.</summary>
    /// <param name="container">Its name or id.</param>
    /// <param name="service">The service.</param>
    /// <param name="limit">How long it may take to answer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What is wrong; <see langword="null"/> where it answers, or does not run.</returns>
    public async Task<ContainerTrouble?> LookAsync(string container, string service, TimeSpan limit, CancellationToken cancellation)
    {
        var seen = await docker.AskAsync(["top", container, "-o", "pid,stat,comm"], cancellation, limit);
        if (seen is null)
            return await SilentAsync(container, cancellation);

        return seen.ExitCode == 0 && Stopped(seen.Output, service) is { } stopped
            ? new ContainerTrouble($"is frozen: its process {stopped} is stopped", $"{options.CommandFor("Down")} && {options.CommandFor("Up")}")
            : null;
    }

    /// <summary>The first of the processes that is stopped, and whose being so makes the container useless.</summary>
    internal static string? Stopped(string table, string service) => table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Skip(1)
        .Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(words => words is [_, ['T' or 't', ..], _])
        .Where(words => service is not "workspace" || OfWorkspace.Contains(words[2], StringComparer.Ordinal))
        .Select(words => $"{words[0]} ({words[2]})")
        .FirstOrDefault();

    private async Task<ContainerTrouble> SilentAsync(string container, CancellationToken cancellation)
    {
        // Of all that is asked of an engine, its list alone waits for no container.
        var listed = await docker.AskAsync(["ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}}"], cancellation);
        var id = listed?.Output.Split('\n').FirstOrDefault(line => line.Split(' ').Contains(container, StringComparer.Ordinal))?.Split(' ')[0];
        var shim = id is null || !OperatingSystem.IsLinux() ? null : EngineProcesses.ShimOf(id);

        return shim is null
            ? new ContainerTrouble("does not answer the engine", "restart the engine")
            : new ContainerTrouble(
                $"does not answer the engine: its containerd-shim (process {shim}) is stuck",
                $"as root: kill -KILL {shim}, which ends this container alone; then {options.CommandFor("Up")}");
    }
}

/// <summary>Why a container that runs is of no use.</summary>
/// <param name="What">What is wrong, as the end of a sentence that begins with its name.</param>
/// <param name="Next">What to do next.</param>
public sealed record ContainerTrouble(string What, string Next);
