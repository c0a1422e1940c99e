using System.Text.Json;
using System.Text.Json.Serialization;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>Whose the machine's private engine is, for whoever comes next.</summary>
/// <param name="Folder">The folder <c>.engine/</c> it runs from.</param>
/// <param name="Before">What the machine was like before it started: that is put back when it is removed.</param>
public sealed record PrivateEngineState(string Folder, MachineBefore Before)
{
    /// <summary>Its Compose's version, known once it runs: asking the plug-in takes longer than asking the engine.</summary>
    public string? Compose { get; init; }

    private static string File => Path.Combine(PrivateEngineLayout.RunFolder, "state.json");

    /// <summary>Its parts.</summary>
    [JsonIgnore]
    public PrivateEngineLayout Layout => new(Folder);

    /// <summary>The checkout that started it.</summary>
    [JsonIgnore]
    public string Checkout => Path.GetDirectoryName(Folder)!;

    /// <summary>Reads it; <see langword="null"/> where no private engine was started since the machine was.</summary>
    public static PrivateEngineState? Read()
    {
        try
        {
            // An engine that another version of this program started is still the machine's.
            return JsonSerializer.Deserialize<PrivateEngineState>(System.IO.File.ReadAllText(File)) is { Folder: not null } state
                ? state with { Before = state.Before ?? MachineBefore.Unknown }
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // there is none, or it is another user's
        }
    }

    /// <summary>Writes it.</summary>
    public void Write() => FileStore.Write(File, JsonSerializer.Serialize(this), FileStore.Private);

    /// <summary>The daemon, where it still is that: a process id may be another's by now.</summary>
    public EngineProcess? RunningDaemon() => EngineProcesses.Of(Folder).FirstOrDefault(process => process.IsDaemon);

    /// <summary>Whether it can still be used: its daemon runs, and its checkout was neither deleted nor moved in the meantime.</summary>
    public bool IsAlive() => System.IO.File.Exists(Layout.Docker) && RunningDaemon() is not null;
}
