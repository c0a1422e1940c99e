using System.Text.Json;
using System.Text.Json.Serialization;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>A container as <c>docker inspect</c> shows it.</summary>
/// <param name="Id">Its whole id.</param>
/// <param name="State">What it does.</param>
/// <param name="Config">What it was made with.</param>
/// <param name="HostConfig">What it was made for.</param>
/// <param name="Mounts">What it was told to mount.</param>
/// <param name="NetworkSettings">Where it is connected.</param>
public sealed record ContainerState(
    string Id, ContainerRun State, ContainerConfig Config, ContainerHost HostConfig, IReadOnlyList<ContainerMount> Mounts, ContainerNetworks NetworkSettings)
{
    /// <summary>How <c>docker inspect</c> is asked.</summary>
    public const string Format = "{{json .}}";

    /// <summary>How <c>docker ps</c> is asked, which knows less of each and asks nothing of a container.</summary>
    public static string ListFormat { get; } = $$$"""
        {"Id":{{json .ID}},"State":{"Status":{{json .State}},"Pid":0,"ExitCode":0,"StartedAt":"0001-01-01T00:00:00Z"},"Config":{"Labels":{
        "{{{SandboxLabels.Sandbox}}}":{{json (.Label "{{{SandboxLabels.Sandbox}}}")}},
        "{{{ComposeLabels.Service}}}":{{json (.Label "{{{ComposeLabels.Service}}}")}},
        "{{{ComposeLabels.WorkingDirectory}}}":{{json (.Label "{{{ComposeLabels.WorkingDirectory}}}")}} }},
        "HostConfig":{"Runtime":""},"Mounts":[],"NetworkSettings":{"Networks":{} } }
        """.ReplaceLineEndings("");

    /// <summary>Why it is of no use although it runs; <see langword="null"/> where it is of use, or does not run.</summary>
    [JsonIgnore]
    public ContainerTrouble? Trouble { get; init; }

    /// <summary>The last line that it printed, safe to show, where something is wrong with it.</summary>
    [JsonIgnore]
    public string? LastWords { get; init; }

    /// <summary>The sandbox's name.</summary>
    public string Sandbox => Label(SandboxLabels.Sandbox);

    /// <summary>The service of the compose file.</summary>
    public string Service => Label(ComposeLabels.Service);

    /// <summary>The folder that Compose was run for.</summary>
    public string Checkout => Label(ComposeLabels.WorkingDirectory);

    /// <summary>healthy, unhealthy or starting; empty where it has no check.</summary>
    public string Health => State.Health?.Status ?? "";

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => State.Status is "running";

    /// <summary>Whether it does what it should, or was stopped.</summary>
    /// <remarks>The gate ends with 1 when it is stopped: it has given up the right to signal its own processes.</remarks>
    public bool IsWell => State.Status switch
    {
        "running" => Health is "healthy" or "",
        "exited" or "created" => State.ExitCode is 0 or 1 or 137 or 143,
        _ => false,
    };

    /// <summary>Reads an answer: one line a container.</summary>
    /// <exception cref="JsonException">Something is missing.</exception>
    public static IReadOnlyList<ContainerState> Parse(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<ContainerState>(line, StrictJson.Options)!)];

    /// <summary>One that runs, by the engine's word, and of which the engine says nothing else.</summary>
    public static ContainerState Silent(ContainerTrouble trouble) =>
        new("", new("running", 0, 0, DateTimeOffset.MinValue), new(null), new(""), [], new(null)) { Trouble = trouble };

    /// <summary>What it does, in a few words.</summary>
    public override string ToString()
    {
        var what = this switch
        {
            { Trouble: { } trouble } => trouble.What,
            { IsRunning: true } => Health.Length > 0 ? $"running, {Health}" : "running",
            { State.Status: "exited", IsWell: false } => $"exited with {State.ExitCode}",
            _ => State.Status,
        };
        return LastWords is null ? what : $"{what}; it said last: {LastWords}";
    }

    private string Label(string name) => Config.Labels?.GetValueOrDefault(name) ?? "";
}

/// <summary>What a container does.</summary>
/// <param name="Status">running, exited, restarting, paused …</param>
/// <param name="Pid">Its first process, as the engine's machine numbers it.</param>
/// <param name="ExitCode">What it ended with last.</param>
/// <param name="StartedAt">When it was started last.</param>
/// <param name="Health">What its check says.</param>
public sealed record ContainerRun(string Status, int Pid, int ExitCode, DateTimeOffset StartedAt, ContainerHealth? Health = null);

/// <summary>What a container's check says.</summary>
/// <param name="Status">healthy, unhealthy or starting.</param>
public sealed record ContainerHealth(string Status);

/// <summary>What a container was made with.</summary>
/// <param name="Labels">Its labels.</param>
public sealed record ContainerConfig(IReadOnlyDictionary<string, string>? Labels);

/// <summary>What a container was made for.</summary>
/// <param name="Runtime">The OCI runtime.</param>
public sealed record ContainerHost(string? Runtime);

/// <summary>The networks of a container; one in another's namespace is on none.</summary>
/// <param name="Networks">By name.</param>
public sealed record ContainerNetworks(IReadOnlyDictionary<string, JsonElement>? Networks);

/// <summary>A mount of a container.</summary>
/// <param name="Type">bind, volume or tmpfs.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Destination">Where it stands.</param>
/// <param name="RW">Whether it can be written to.</param>
public sealed record ContainerMount(string Type, string Source, string Destination, bool RW);
