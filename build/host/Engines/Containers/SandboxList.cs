using System.Text.Json;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>All sandboxes of the engine, found by their label.</summary>
public sealed class SandboxList(DockerCli docker, ContainerPulse pulse, RunningSessions sessions) : IDisposable
{
    // The answer waits for two of these at the most.
    private static readonly TimeSpan PulseLimit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turns = new(32);

    private static readonly string[] Heads = ["NAME", "STATE", "CHECKOUT", "CAN WRITE TO"];

    /// <summary>Looks.</summary>
    /// <returns>The sandboxes by name.</returns>
    /// <exception cref="SandboxException">No engine answers (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<IReadOnlyList<ListedSandbox>> ReadAsync(CancellationToken cancellation)
    {
        const string label = $"label={SandboxLabels.Sandbox}";
        // What the engine lists, it lists without asking anything of a container.
        var listed = ContainerState.Parse((await docker.RunAsync(["ps", "--all", "--no-trunc", "--filter", label, "--format", ContainerState.ListFormat], cancellation)).Output);
        var inspecting = InspectAsync([.. listed.Select(one => one.Id)], cancellation);
        var troubles = await Task.WhenAll(listed.Select(one => LookAsync(one, cancellation)));
        var seen = await inspecting ?? [.. (await Task.WhenAll(listed.Select(async one => await InspectAsync([one.Id], cancellation) ?? [one]))).SelectMany(one => one)];
        var running = (await Task.WhenAll(listed.Where(one => one is { IsRunning: true, Service: "workspace" }).Select(async one => (one.Sandbox, Runs: await RunsAsync(one, cancellation)))))
            .ToLookup(one => one.Sandbox, one => one.Runs, StringComparer.Ordinal);
        var silent = listed.Zip(troubles).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First.Id, pair => pair.Second!, StringComparer.Ordinal);
        var kept = await docker.ListAsync(
            ["volume", "ls", "--filter", label, "--format", $"{{{{.Label \"{SandboxLabels.Sandbox}\"}}}}"], cancellation);

        return
        [
            .. Of(seen.Select(one => one with { Trouble = silent.GetValueOrDefault(one.Id) }), kept)
                .Select(sandbox => running[sandbox.Name].FirstOrDefault() is { Count: > 0 } runs ? sandbox with { Runs = runs } : sandbox),
        ];
    }

    /// <summary>
    /// The same for a decision about safety: where one cannot be looked into, there is no answer. A list for people shows such a one
    /// without its mounts, and what is allowed by that would be allowed for want of an answer.
    /// </summary>
    /// <exception cref="SandboxException">The engine does not say of each what it has mounted.</exception>
    public async Task<IReadOnlyList<ListedSandbox>> RequireAsync(CancellationToken cancellation)
    {
        var ids = await docker.ListAsync(["ps", "--all", "--quiet", "--no-trunc", "--filter", $"label={SandboxLabels.Sandbox}"], cancellation);
        if (ids.Length == 0)
            return [];

        var said = await docker.TryAsync(["inspect", "--format", ContainerState.Format, .. ids], cancellation);
        var seen = ContainerState.Parse(said.Output);
        // One that has gone since has no agent any more.
        return ids.All(id => seen.Any(one => one.Id == id) || said.Error.Contains($"No such object: {id}", StringComparison.OrdinalIgnoreCase))
            ? Of(seen, [])
            : throw new SandboxException("The engine does not say what all sandboxes have mounted, so a link to the workspace's folder may be an agent's.", "docker ps --all");
    }

    private async Task<ContainerTrouble?> LookAsync(ContainerState one, CancellationToken cancellation)
    {
        if (!one.IsRunning)
            return null;

        // A few at a time: each starts a program.
        await _turns.WaitAsync(cancellation);
        try
        {
            return await pulse.LookAsync(one.Id, one.Service, PulseLimit, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<IReadOnlyList<string>> RunsAsync(ContainerState workspace, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await sessions.ReadAsync(workspace.Id, PulseLimit, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    // One that has gone since is no failure: the others are shown all the same. One that does not answer holds the answer back.
    private async Task<IReadOnlyList<ContainerState>?> InspectAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        ids.Count == 0 ? [] : (await docker.AskAsync(["inspect", "--format", ContainerState.Format, .. ids], cancellation, PulseLimit)) is { } said ? ContainerState.Parse(said.Output) : null;

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    /// <summary>As a table for people.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<ListedSandbox> sandboxes)
    {
        if (sandboxes.Count == 0)
            return ["There is no sandbox in this engine."];

        var rows = sandboxes.SelectMany(Rows).Prepend(Heads).ToList();
        var widths = Enumerable.Range(0, Heads.Length - 1).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, i) => i < widths.Count ? cell.PadRight(widths[i]) : cell)).TrimEnd());
    }

    /// <summary>As JSON for programs.</summary>
    public static string Json(IReadOnlyList<ListedSandbox> sandboxes) => JsonSerializer.Serialize(sandboxes, StrictJson.Indented);

    /// <summary>The sandboxes of what the engine printed.</summary>
    /// <param name="containers">A container a line.</param>
    /// <param name="kept">The names whose volumes are there.</param>
    internal static IReadOnlyList<ListedSandbox> Of(string containers, IEnumerable<string> kept) => Of(ContainerState.Parse(containers), kept);

    private static IReadOnlyList<ListedSandbox> Of(IEnumerable<ContainerState> containers, IEnumerable<string> kept)
    {
        var seen = containers.ToLookup(one => one.Sandbox, StringComparer.Ordinal);

        return [.. seen.Select(group => group.Key).Union(kept, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => ListedSandbox.Of(name, [.. seen[name]]))];
    }

    // A line for each folder that it can write to, and the rest once.
    private static IEnumerable<string[]> Rows(ListedSandbox sandbox)
    {
        var state = sandbox.Runs switch
        {
            null => sandbox.State,
            [var one] => $"{sandbox.State}: {one}",
            var many => $"{sandbox.State}: {many.Count} commands",
        };
        yield return [sandbox.Name, state, sandbox.Checkout ?? "-", sandbox.Mounts.FirstOrDefault("-")];
        foreach (var mount in sandbox.Mounts.Skip(1))
            yield return ["", "", "", mount];
    }
}
