using System.Text.Json;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Engines;

/// <summary>What <c>docker version --format '{{json .}}'</c> said.</summary>
/// <param name="Engine">The engine's version, or <see langword="null"/> where none answered.</param>
/// <param name="Context">The CLI's context, where it is not the default one.</param>
/// <param name="IsPodman">Whether Podman stands in for docker.</param>
/// <param name="IsDenied">Whether an engine is there that this user may not talk to.</param>
/// <param name="Architecture">The engine's processor: amd64, arm64.</param>
public sealed record EngineAnswer(string? Engine, string? Context, bool IsPodman, bool IsDenied, string Architecture = "")
{
    /// <summary>Reads it.</summary>
    public static EngineAnswer Parse(CommandResult result)
    {
        // Podman's CLI says so where it is called docker; behind docker's own CLI its service names its component.
        var podman = result.Error.Contains("podman", StringComparison.OrdinalIgnoreCase)
            || result.Output.Contains("Podman Engine", StringComparison.Ordinal);
        var denied = result.Error.Contains("permission denied", StringComparison.OrdinalIgnoreCase);
        try
        {
            var said = JsonSerializer.Deserialize<Said>(result.Output);
            return new EngineAnswer(said?.Server?.Version, said?.Client?.Context is { Length: > 0 } context and not "default" ? context : null, podman, denied, said?.Server?.Arch ?? "");
        }
        catch (JsonException)
        {
            return new EngineAnswer(null, null, podman, denied);
        }
    }

    private sealed record Said(Part? Server, Part? Client);

    private sealed record Part(string? Version, string? Context, string? Arch);
}
