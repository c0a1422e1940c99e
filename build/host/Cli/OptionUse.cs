using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Cli;

/// <summary>Refuses what the chosen targets have no use for, before anything runs: it would be swallowed without a word.</summary>
internal static class OptionUse
{
    /// <summary>Checks a command line.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="catalogue">The targets, and what they depend on.</param>
    /// <exception cref="UsageException">None of the targets knows an option, or takes the words behind <c>--</c>.</exception>
    public static void Require(CommandLine line, TargetCatalogue catalogue)
    {
        IReadOnlyList<string> targets = line.Targets is { Count: > 0 } named ? [.. named.Select(catalogue.Spell)] : ["Default"];
        var who = targets is ["Default"] ? "The menu" : string.Join(" and ", targets);
        var verb = targets.Count == 1 ? ("has", "takes") : ("have", "take");
        var alone = line.Has(Option.Exclusive);
        foreach (var option in line.Given.Where(option => !targets.Any(target => option.IsKnownTo(target, catalogue, alone))))
            throw new UsageException($"{who} {verb.Item1} no use for --{option.Name}. {Known(option, catalogue, alone)}");

        if (line.Has(Option.Domain) && line.Has(Option.Host) && !targets.Contains("PrepareSsh", StringComparer.Ordinal))
            throw new UsageException($"{who} {verb.Item2} the name once: as {Option.Domain} or as {Option.Host}.");
        if (line.CommandWords.Count > 0 && !targets.Any(target => Option.CommandTargets.Contains(target, StringComparer.Ordinal)))
            throw new UsageException($"{who} {verb.Item2} no words after --. Targets that do: {string.Join(", ", Option.CommandTargets)}.");
    }

    private static string Known(OptionDefinition option, TargetCatalogue catalogue, bool alone) => option.IsForAllOthers
        ? $"All targets know it except {string.Join(", ", option.Targets.Where(target => target != "Default"))}."
        : $"Targets that know it: {string.Join(", ", catalogue.Names.Where(target => option.IsKnownTo(target, catalogue, alone)))}.";
}
