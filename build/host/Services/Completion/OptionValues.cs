using AiSandbox.Host.Options;

namespace AiSandbox.Host.Services.Completion;

/// <summary>Where the values of an option come from.</summary>
internal enum ValueKind
{
    /// <summary>It takes none.</summary>
    Flag,

    /// <summary>Nobody can know them.</summary>
    Free,

    /// <summary>There are these, and no others, or these are examples of their form.</summary>
    Words,

    /// <summary>Files of the machine.</summary>
    Files,

    /// <summary>The sandboxes that have a folder: the shell looks.</summary>
    Names,

    /// <summary>The names on the allowlist, and the presets: the shell reads.</summary>
    Domains,

    /// <summary>The hosts on the allowlist: the shell reads.</summary>
    Hosts,
}

/// <summary>What a shell proposes behind an option.</summary>
internal static class OptionValues
{
    private static readonly Dictionary<string, (ValueKind Kind, string[] Words)> Known = new(StringComparer.Ordinal)
    {
        ["verbosity"] = (ValueKind.Words, ["quiet", "minimal", "normal", "verbose", "diagnostic"]),
        ["working"] = (ValueKind.Files, []),
        [OptionNames.Name] = (ValueKind.Names, []),
        [OptionNames.Since] = (ValueKind.Words, ["10m", "1h", "1d"]),
        [OptionNames.Log] = (ValueKind.Files, []),
        [OptionNames.Domain] = (ValueKind.Domains, []),
        [OptionNames.Ports] = (ValueKind.Words, ["443", "22", "443,22"]),
        [OptionNames.Until] = (ValueKind.Words, ["today", "tomorrow", "7d", "30d"]),
        [OptionNames.Host] = (ValueKind.Hosts, []),
        [OptionNames.Follow] = (ValueKind.Words, ["false"]),
        [OptionNames.Shell] = (ValueKind.Words, [.. CompletionScript.Shells]),
    };

    /// <summary>Where an option's values come from, and those that are known beforehand.</summary>
    /// <param name="option">The option.</param>
    /// <param name="targets">The targets.</param>
    public static (ValueKind Kind, IReadOnlyList<string> Words) Of(OptionDefinition option, IReadOnlyList<string> targets)
    {
        if (option.Name is "target")
            return (ValueKind.Words, targets);

        return Known.TryGetValue(option.Name, out var known) ? known : (option.IsFlag ? ValueKind.Flag : ValueKind.Free, []);
    }
}
