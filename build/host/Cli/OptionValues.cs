namespace AiSandbox.Host.Cli;

/// <summary>Where the values of an option come from.</summary>
public enum ValueKind
{
    /// <summary>Nobody can know them.</summary>
    Free,

    /// <summary>There are these, and no others, or these are examples of their form.</summary>
    Words,

    /// <summary>The targets.</summary>
    Targets,

    /// <summary>Files of the machine.</summary>
    Files,

    /// <summary>The sandboxes that have a folder: the shell looks.</summary>
    Names,

    /// <summary>The folders below projects/: the shell looks.</summary>
    Projects,

    /// <summary>The names on the allowlist, and the presets: the shell reads.</summary>
    Domains,

    /// <summary>The hosts on the allowlist: the shell reads.</summary>
    Hosts,
}

/// <summary>What a shell proposes behind an option.</summary>
/// <param name="Kind">Where the values come from.</param>
/// <param name="Words">Those that are known beforehand.</param>
public sealed record OptionValues(ValueKind Kind, params IReadOnlyList<string> Words)
{
    /// <summary>Values that nobody can know, or none.</summary>
    public static OptionValues Free { get; } = new(ValueKind.Free);

    /// <summary>Whether any other value is wrong.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Values like these.</summary>
    public static OptionValues Like(params IReadOnlyList<string> words) => new(ValueKind.Words, words);

    /// <summary>These values and no others; of each its first letter is enough.</summary>
    public static OptionValues Only(params IReadOnlyList<string> words) => new(ValueKind.Words, words) { IsClosed = true };

    /// <summary>Values of a kind that the shell looks up.</summary>
    public static implicit operator OptionValues(ValueKind kind) => new(kind);

    /// <summary>Whether a value can be one.</summary>
    public bool Allow(string value) =>
        !IsClosed || Words.Any(word => word.Equals(value, StringComparison.OrdinalIgnoreCase) || word[..1].Equals(value, StringComparison.OrdinalIgnoreCase));
}
