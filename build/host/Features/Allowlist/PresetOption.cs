using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>Reads what Allow and Deny were given where that is a preset: <c>--domain=@npm</c>.</summary>
public sealed class PresetOption(HostOptions options, AllowlistStore store)
{
    private const int LongestName = 40;

    /// <summary>Whether a preset is meant, and no domain.</summary>
    public static bool IsGiven(HostOptions options) => options.Line.Site is ['@', ..];

    /// <summary>The line that Allow is to write.</summary>
    /// <exception cref="UsageException">There is no such preset, or an option is given that it does not take.</exception>
    public PresetEntry ToAllow()
    {
        var entry = ToDeny();
        if (options.Line.Value(Option.Ports) is not null)
            throw new UsageException($"{entry.Spelling} has ports of its own: leave out {Option.Ports}.");

        if (options.Line.Flag(Option.Private))
            throw new UsageException($"{entry.Spelling} has only public hosts: leave out {Option.Private}.");

        return store.Presets.Find(entry.Name) is not null ? entry : throw new UsageException(Unknown(entry.Spelling));
    }

    /// <summary>The preset that Deny is to take off the list. There need be none of that name any more.</summary>
    /// <exception cref="UsageException">It is no preset's name.</exception>
    public PresetEntry ToDeny()
    {
        var name = options.Line.Site is ['@', .. var rest] ? rest.ToLowerInvariant() : "";
        return PresetCatalogue.IsName(name)
            ? new PresetEntry(name, options.Line.Value(Option.Until), DomainOption.ReasonGiven(options), options.Line.Flag(Option.Local) ? store.Local : store.Shared, 0)
            : throw new UsageException(Unknown(options.Line.Site ?? ""));
    }

    private string Unknown(string spelling) =>
        spelling.Length <= LongestName && Nearest.To(spelling[1..], store.Presets.Names) is { } near
            ? $"There is no preset {SafeText.Of(spelling, LongestName)}. Did you mean {Option.Domain}=@{near}?"
            : $"There is no preset {SafeText.Of(spelling, LongestName)}: there are {string.Join(", ", store.Presets.Names.Select(name => "@" + name))}.";
}
