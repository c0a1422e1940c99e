using System.Text.Json;

namespace AiSandbox.Host.Services.Sandboxes.Mounts;

/// <summary>A running container of a sandbox, as the engine shows it.</summary>
/// <param name="Service">Its service.</param>
/// <param name="Pid">Its first process, as the engine's machine numbers it.</param>
/// <param name="Runtime">The OCI runtime.</param>
/// <param name="Binds">Where it sees folders and files of the host.</param>
internal sealed record MountedContainer(string Service, int Pid, string Runtime, IReadOnlyList<string> Binds)
{
    /// <summary>How <c>docker inspect</c> is asked.</summary>
    public const string Format =
        $"{{\"service\":{{{{json (index .Config.Labels \"{ComposeLabels.Service}\")}}}},\"pid\":{{{{.State.Pid}}}},"
        + "\"runtime\":{{json .HostConfig.Runtime}},\"mounts\":{{json .Mounts}}}";

    /// <summary>Reads the answer: one line a container.</summary>
    public static IReadOnlyList<MountedContainer> Parse(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(One)];

    private static MountedContainer One(string line)
    {
        using var json = JsonDocument.Parse(line);
        var seen = json.RootElement;
        return new(
            seen.GetProperty("service").GetString()!,
            seen.GetProperty("pid").GetInt32(),
            seen.GetProperty("runtime").GetString() ?? "",
            [.. seen.GetProperty("mounts").EnumerateArray()
                .Where(mount => mount.GetProperty("Type").GetString() is "bind")
                .Select(mount => mount.GetProperty("Destination").GetString()!)]);
    }
}
