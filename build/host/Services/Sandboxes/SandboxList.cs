using System.Text.Json;
using AiSandbox.Host.Adapters.Docker;

namespace AiSandbox.Host.Services.Sandboxes;

/// <summary>All sandboxes of the engine, found by their label.</summary>
/// <param name="docker">The engine.</param>
public sealed class SandboxList(DockerCli docker)
{
    private static readonly string[] Heads = ["NAME", "STATE", "CHECKOUT", "CAN WRITE TO"];

    /// <summary>Looks.</summary>
    /// <returns>The sandboxes by name.</returns>
    /// <exception cref="SandboxException">No engine answers (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<IReadOnlyList<ListedSandbox>> ReadAsync(CancellationToken cancellation)
    {
        const string label = $"label={SandboxLabels.Sandbox}";
        var ids = await docker.ListAsync(["ps", "--all", "--quiet", "--no-trunc", "--filter", label], cancellation);
        // One that has gone since is no failure: the others are shown all the same.
        var seen = ids.Length == 0 ? "" : (await docker.TryAsync(["inspect", "--format", SeenContainer.Format, .. ids], cancellation)).Output;
        var kept = await docker.ListAsync(
            ["volume", "ls", "--filter", label, "--format", $"{{{{.Label \"{SandboxLabels.Sandbox}\"}}}}"], cancellation);

        return Of(seen, kept);
    }

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
    internal static IReadOnlyList<ListedSandbox> Of(string containers, IEnumerable<string> kept)
    {
        var seen = containers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SeenContainer.Parse).ToLookup(one => one.Sandbox, StringComparer.Ordinal);

        return [.. seen.Select(group => group.Key).Union(kept, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => ListedSandbox.Of(name, [.. seen[name]]))];
    }

    // A line for each folder that it can write to, and the rest once.
    private static IEnumerable<string[]> Rows(ListedSandbox sandbox)
    {
        yield return [sandbox.Name, sandbox.State, sandbox.Checkout ?? "-", sandbox.Mounts.FirstOrDefault("-")];
        foreach (var mount in sandbox.Mounts.Skip(1))
            yield return ["", "", "", mount];
    }
}
