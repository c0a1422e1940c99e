using System.Text.Json.Serialization;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>One sandbox of the engine, whichever checkout it belongs to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">What it does: running, or why not.</param>
/// <param name="Checkout">The checkout that brought it up; <see langword="null"/> where no container says so.</param>
/// <param name="Mounts">The folders of the host that its workspace can write to.</param>
public sealed record ListedSandbox(string Name, string State, string? Checkout, IReadOnlyList<string> Mounts)
{
    /// <summary>What runs in it by Agent, Exec and Shell; <see langword="null"/> for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Runs { get; init; }

    /// <summary>The sandbox of some containers.</summary>
    internal static ListedSandbox Of(string name, IReadOnlyCollection<ContainerState> containers) => new(
        name,
        StateOf(containers),
        containers.Select(container => container.Checkout).FirstOrDefault(folder => !string.IsNullOrEmpty(folder)),
        [.. containers.Where(container => container.Service == "workspace")
            .SelectMany(container => container.Mounts)
            .Where(mount => mount is { Type: "bind", RW: true })
            .Select(mount => mount.Source)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)]);

    private static string StateOf(IReadOnlyCollection<ContainerState> containers)
    {
        List<string> all = [.. SandboxStack.Services, .. containers.Select(container => container.Service).Where(service => service.Length > 0).Except(SandboxStack.All, StringComparer.Ordinal)];
        var missing = all
            .Where(service => !containers.Any(container => container.Service == service && container.IsRunning))
            .ToList();
        // Neither running nor stopped: paused, restarting, dead.
        var unwell = containers
            .Where(container => container.Trouble is not null || container is { IsRunning: true, Health: "unhealthy" or "starting" }
                || container.State.Status is not ("running" or "exited" or "created"))
            .Select(container => $"{container.Service} {container.Trouble?.What ?? (container.IsRunning ? container.Health : container.State.Status)}")
            .ToList();

        return (containers.Count, missing.Count) switch
        {
            (0, _) => "removed, /root is kept",
            _ when unwell.Count > 0 => string.Join(", ", unwell),
            (_, 0) => "running",
            _ when missing.Count == all.Count => "stopped",
            _ => $"without {string.Join(", ", missing)}",
        };
    }
}
