using System.Globalization;
using System.Text.Json;
using AiSandbox.Host.Adapters.Files;

namespace AiSandbox.Host.Services.Engine;

/// <summary>Whose the machine's private engine is, for whoever comes next.</summary>
/// <param name="Folder">The folder <c>.engine/</c> it runs from.</param>
/// <param name="Forwarding">What <c>net.ipv4.ip_forward</c> was before: the engine turns it on.</param>
public sealed record PrivateEngineState(string Folder, string Forwarding)
{
    private static string File => Path.Combine(PrivateEngineLayout.RunFolder, "state.json");

    /// <summary>Its parts.</summary>
    public PrivateEngineLayout Layout => new(Folder);

    /// <summary>Reads it; <see langword="null"/> where no private engine was started since the machine was.</summary>
    public static PrivateEngineState? Read() =>
        System.IO.File.Exists(File) ? JsonSerializer.Deserialize<PrivateEngineState>(System.IO.File.ReadAllText(File)) : null;

    /// <summary>Writes it.</summary>
    public void Write() => FileStore.Write(File, JsonSerializer.Serialize(this));

    /// <summary>The daemon's process, where it still is that: a process id may be another's by now.</summary>
    public int? RunningDaemon()
    {
        var file = Path.Combine(PrivateEngineLayout.RunFolder, "docker.pid");
        return System.IO.File.Exists(file)
            && int.TryParse(System.IO.File.ReadAllText(file), NumberStyles.Integer, CultureInfo.InvariantCulture, out var id)
            && EngineProcesses.Below(Folder).Contains(id) ? id : null;
    }
}
