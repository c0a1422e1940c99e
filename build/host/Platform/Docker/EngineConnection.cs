namespace AiSandbox.Host.Platform.Docker;

/// <summary>A way to an engine that has answered.</summary>
/// <param name="Docker">The docker CLI: a name on PATH, or a path.</param>
/// <param name="Environment">What each docker process gets beside the inherited environment.</param>
/// <param name="EngineVersion">The engine's version.</param>
/// <param name="ComposeVersion">Compose's version.</param>
/// <param name="Owner">The checkout whose private engine it is; <see langword="null"/> for one of the machine's own.</param>
public sealed record EngineConnection(
    string Docker,
    IReadOnlyDictionary<string, string?> Environment,
    string EngineVersion,
    string ComposeVersion,
    string? Owner = null)
{
    /// <summary>Its processor in the engine's words: amd64, arm64.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Whether it is the private engine of a checkout.</summary>
    public bool Private => Owner is not null;

    /// <inheritdoc/>
    public override string ToString() =>
        $"Docker Engine {EngineVersion}, Compose {ComposeVersion}{(Private ? $", the private one of {Owner}" : "")}";
}
