using AiSandbox.Policy.Presets;

namespace AiSandbox.Policy;

/// <summary>One entry of the allowlist.</summary>
/// <param name="Name">The host or domain: ASCII, lower case, punycode, without dots at its ends.</param>
/// <param name="IncludesSubdomains">Whether everything below the name is meant too.</param>
/// <param name="Ports">The ports it is open on.</param>
/// <param name="Private">Whether it may have an address in a private range.</param>
/// <param name="Broad">Whether the user accepted that anybody can register names below it, or that it hands on what it is given.</param>
/// <param name="Until">The last day on which it is in force, or <see langword="null"/>.</param>
/// <param name="Reason">The comment behind it, or <see langword="null"/>.</param>
/// <param name="File">The file's name in messages.</param>
/// <param name="Line">Its line, counted from 1.</param>
public sealed record AllowlistEntry(
    string Name,
    bool IncludesSubdomains,
    AllowedPorts Ports,
    bool Private,
    bool Broad,
    DateOnly? Until,
    string? Reason,
    string File,
    int Line)
{
    /// <summary>The name as it is written in the list: with a leading dot where subdomains are meant.</summary>
    public string Spelling => IncludesSubdomains ? "." + Name : Name;

    /// <summary>
    /// The preset that the line stands for it by; <see langword="null"/> where the line names the host.
    /// </summary>
    public PresetOrigin? Preset { get; init; }

    /// <summary>Where it stands, for messages: the line of the list, and that of the preset.</summary>
    public string Place => Preset is { } preset
        ? $"{File}:{Line} (@{preset.Name}, {preset.File}:{preset.Line})"
        : $"{File}:{Line}";

    /// <summary>Whether it includes a host, or a domain with all below it.</summary>
    public bool Includes(string name, bool isDomain) => IncludesSubdomains
        ? name == Name || name.EndsWith("." + Name, StringComparison.Ordinal)
        : name == Name && !isDomain;

    /// <summary>Whether its last day is over.</summary>
    public bool IsExpired(DateOnly today) => Until < today;
}
