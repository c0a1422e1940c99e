namespace AiSandbox.Host.Adapters.Docker;

/// <summary>A way to an engine that has answered.</summary>
/// <param name="Docker">The docker CLI: a name on PATH, or a path.</param>
/// <param name="Environment">What each docker process gets beside the inherited environment.</param>
/// <param name="EngineVersion">The engine's version.</param>
/// <param name="ComposeVersion">Compose's version.</param>
/// <param name="Private">Whether it is the private engine of a checkout.</param>
public sealed record EngineConnection(
    string Docker,
    IReadOnlyDictionary<string, string?> Environment,
    string EngineVersion,
    string ComposeVersion,
    bool Private)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"Docker Engine {EngineVersion}, Compose {ComposeVersion}{(Private ? ", private under .engine/" : "")}";
}
