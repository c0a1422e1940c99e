using AiSandbox.Policy.Presets;

namespace AiSandbox.Policy;

/// <summary>
/// What no list of a checkout can go beyond: the list of whoever manages the machine. It names hosts alone: what a preset stands for
/// lies in the checkout.
/// </summary>
public sealed class ManagedBound
{
    private readonly Coverage _coverage = new();

    private ManagedBound(string file, LintResult result)
    {
        File = file;
        // Nothing of it can be put right from here.
        Findings = [.. result.Findings.Select(finding => finding with { CorrectedLine = null })];
        foreach (var entry in result.Sites.Entries)
            _coverage.Add(entry with { Until = null }); // what is over is not among them
    }

    /// <summary>The file, as messages name it.</summary>
    public string File { get; }

    /// <summary>What is wrong with it; an error refuses every list.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Reads it.</summary>
    public static ManagedBound Read(AllowlistSource source, PublicSuffixList suffixes, DateOnly today) =>
        new(source.File, AllowlistLinter.Lint([source], suffixes, new PresetCatalogue([], suffixes), today));

    /// <summary>The ports of an entry that it does not let a checkout open.</summary>
    public AllowedPorts Beyond(AllowlistEntry entry) => Missing(entry, AllowedPorts.Https) | Missing(entry, AllowedPorts.Ssh);

    /// <summary>The finding that refuses an entry; <see langword="null"/> where the entry stays within.</summary>
    internal Finding? Refusal(AllowlistEntry entry) => Beyond(entry) is var beyond && beyond == AllowedPorts.None
        ? null
        : new Finding(
            entry.File, entry.Line, 1, RuleIds.Managed, Severity.Error,
            $"{entry.Spelling} on {(beyond == entry.Ports ? "" : "port ")}{Named(beyond)}{(entry.Private ? ", with `private`," : "")} goes beyond {File}, the list of whoever manages this "
                + "machine, which no checkout can widen. Take the line out, or ask them.",
            CorrectedLine: null);

    private AllowedPorts Missing(AllowlistEntry entry, AllowedPorts port) =>
        entry.Ports.HasFlag(port) && _coverage.Of(entry with { Ports = port, Until = null }) is null ? port : AllowedPorts.None;

    private static string Named(AllowedPorts ports) => ports switch
    {
        AllowedPorts.Https => "443",
        AllowedPorts.Ssh => "22",
        _ => "443 and 22",
    };
}
