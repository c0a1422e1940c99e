namespace AiSandbox.Policy;

/// <summary>What is known of hosts that agents ask: templates/data/telemetry.txt and models.txt.</summary>
public static class KnownHosts
{
    private static readonly Lazy<Relays> AllTelemetry = new(() => Relays.Read("telemetry.txt"));
    private static readonly Lazy<Relays> AllModels = new(() => Relays.Read("models.txt"));

    /// <summary>What a host is that agents work without: "telemetry of Codex"; <see langword="null"/> for every other.</summary>
    public static string? Telemetry(string host) => AllTelemetry.Value.Of(host, isDomain: false)?.Why;

    /// <summary>Whose model a host is; <see langword="null"/> for every other.</summary>
    public static string? Model(string host) => AllModels.Value.Of(host, isDomain: false)?.Why;
}
