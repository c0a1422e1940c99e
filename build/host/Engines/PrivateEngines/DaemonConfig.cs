using System.Text.Json;
using System.Text.Json.Serialization;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>How a private engine's daemon is set up and called: https://docs.docker.com/reference/cli/dockerd/.</summary>
public static class DaemonConfig
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    // A sandbox takes three networks with up to four addresses in each. The engine's own pools hold 31 networks in all.
    private static readonly AddressPool[] Pools = [new("172.24.0.0/14", 26)];
    private static readonly string[] RuncOptions = ["native.cgroupdriver=cgroupfs"];

    /// <summary>The text of its daemon.json.</summary>
    public static string Text() => JsonSerializer.Serialize(
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            // Groups of its own name, without systemd between: they tell which processes are its, also when it was killed.
            ["cgroup-parent"] = $"/{EngineGroups.Name}",
            ["default-address-pools"] = Pools,
            ["exec-opts"] = RuncOptions,
            // What it writes while all is well would fill the disk over the weeks.
            ["log-level"] = "warn",
            ["log-opts"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["max-size"] = "5m", ["max-file"] = "2" },
        },
        Indented) + "\n";

    /// <summary>
    /// Starts it in a session of its own, so that it outlives this process, its terminal and its Ctrl+C. The tool is dpkg's
    /// and thus on every Debian; it appends to the log, which may be cut short while the daemon runs.
    /// </summary>
    public static Command Start(PrivateEngineLayout layout) => new(
        "start-stop-daemon", "--start", "--quiet", "--background", "--pidfile", PrivateEngineLayout.PidFile,
        "--output", layout.Log, "--exec", layout.Daemon, "--",
        "--host", $"unix://{PrivateEngineLayout.Socket}",
        "--pidfile", PrivateEngineLayout.PidFile,
        "--exec-root", $"{PrivateEngineLayout.RunFolder}/exec",
        "--data-root", layout.Data,
        "--config-file", layout.DaemonConfig)
    {
        Environment = layout.DaemonEnvironment(),
    };

    private sealed record AddressPool(
        [property: JsonPropertyName("base")] string Base, [property: JsonPropertyName("size")] int Size);
}
