using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiSandbox.Host.Services.Sandboxes;

/// <summary>One sandbox of the engine, whichever checkout it belongs to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">What it does: running, or why not.</param>
/// <param name="Checkout">The checkout that brought it up; <see langword="null"/> where no container says so.</param>
/// <param name="Mounts">The folders of the host that its workspace can write to.</param>
public sealed record ListedSandbox(string Name, string State, string? Checkout, IReadOnlyList<string> Mounts)
{
    /// <summary>The sandbox of some containers.</summary>
    internal static ListedSandbox Of(string name, IReadOnlyCollection<SeenContainer> containers) => new(
        name,
        StateOf(containers),
        containers.Select(container => container.Checkout).FirstOrDefault(folder => !string.IsNullOrEmpty(folder)),
        [.. containers.Where(container => container.Service == "workspace")
            .SelectMany(container => container.Mounts)
            .Where(mount => mount is { Type: "bind", RW: true })
            .Select(mount => mount.Source)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)]);

    private static string StateOf(IReadOnlyCollection<SeenContainer> containers)
    {
        var missing = SandboxStack.Services
            .Where(service => !containers.Any(container => container.Service == service && container.State == "running"))
            .ToList();
        // Neither running nor stopped: paused, restarting, dead.
        var unwell = containers
            .Where(container => container.Trouble is not null || container is { State: "running", Health: "unhealthy" or "starting" }
                || container.State is not ("running" or "exited" or "created"))
            .Select(container => $"{container.Service} {container.Trouble ?? (container.State == "running" ? container.Health : container.State)}")
            .ToList();

        return (containers.Count, missing.Count) switch
        {
            (0, _) => "removed, /root is kept",
            _ when unwell.Count > 0 => string.Join(", ", unwell),
            (_, 0) => "running",
            _ when missing.Count == SandboxStack.Services.Count => "stopped",
            _ => $"without {string.Join(", ", missing)}",
        };
    }
}

/// <summary>A container as <c>docker inspect</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sandbox">The sandbox's name.</param>
/// <param name="Service">The service of the compose file.</param>
/// <param name="Checkout">The folder that Compose was run for.</param>
/// <param name="State">The engine's word for what it does.</param>
/// <param name="Health">Its health; empty where it has no check.</param>
/// <param name="Mounts">What is mounted.</param>
internal sealed record SeenContainer(
    string Id, string Sandbox, string Service, string Checkout, string State, string Health, IReadOnlyList<SeenMount> Mounts)
{
    /// <summary>Why it is of no use although it runs.</summary>
    [JsonIgnore]
    public string? Trouble { get; init; }

    /// <summary>The format that <see cref="Parse"/> reads, for <c>docker inspect --format</c>.</summary>
    public static string Format { get; } = $$$"""
        {"id":{{json .Id}},"sandbox":{{json (index .Config.Labels "{{{SandboxLabels.Sandbox}}}")}},
        "service":{{json (index .Config.Labels "{{{ComposeLabels.Service}}}")}},
        "checkout":{{json (index .Config.Labels "{{{ComposeLabels.WorkingDirectory}}}")}},
        "state":{{json .State.Status}},"health":"{{if .State.Health}}{{.State.Health.Status}}{{end}}",
        "mounts":{{json .Mounts}} }
        """.ReplaceLineEndings("");

    /// <summary>The same for <c>docker ps --format</c>, which knows less of each.</summary>
    public static string ListFormat { get; } = $$$"""
        {"id":{{json .ID}},"sandbox":{{json (.Label "{{{SandboxLabels.Sandbox}}}")}},
        "service":{{json (.Label "{{{ComposeLabels.Service}}}")}},
        "checkout":{{json (.Label "{{{ComposeLabels.WorkingDirectory}}}")}},
        "state":{{json .State}},"health":"","mounts":[] }
        """.ReplaceLineEndings("");

    /// <summary>Reads a line.</summary>
    public static SeenContainer Parse(string line) => JsonSerializer.Deserialize<SeenContainer>(line, StrictJson.Options)!;
}

/// <summary>A mount of a container.</summary>
/// <param name="Type">bind, volume or tmpfs.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Destination">Where it stands.</param>
/// <param name="RW">Whether it can be written to.</param>
internal sealed record SeenMount(string Type, string Source, string Destination, bool RW);
