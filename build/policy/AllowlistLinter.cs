using AiSandbox.Policy.Presets;

namespace AiSandbox.Policy;

/// <summary>
/// Reads the allowlist. A pure function of the files' bytes and the day: no byte of them gets on unparsed.
/// </summary>
public static class AllowlistLinter
{
    /// <summary>
    /// Reads and checks the files; of entries that say the same, those of a later file are superfluous.
    /// </summary>
    /// <param name="sources">The files, the committed one first.</param>
    /// <param name="suffixes">The domains below which anybody can register.</param>
    /// <param name="presets">What a line like <c>@npm</c> stands for.</param>
    /// <param name="today">The day on which <c>until</c> is looked at.</param>
    /// <param name="bound">What no entry may go beyond; <see langword="null"/> for no bound.</param>
    public static LintResult Lint(
        IReadOnlyList<AllowlistSource> sources, PublicSuffixList suffixes, PresetCatalogue presets, DateOnly today, ManagedBound? bound = null)
    {
        var reader = new LineReader(suffixes, presets);
        var coverage = new Coverage();
        var files = sources.Select(source => LintedFile.Read(source, reader, coverage, today)).ToList();
        var findings = files.SelectMany(file => file.Findings).ToList();
        var effective = files.SelectMany(file => file.Effective).ToList();
        if (bound is not null)
        {
            var beyond = effective.Select(entry => (Entry: entry, Refusal: bound.Refusal(entry))).Where(one => one.Refusal is not null).ToList();
            effective = [.. effective.Except(beyond.Select(one => one.Entry))];
            var order = sources.Select(source => source.File).ToList();
            findings = [.. bound.Findings, .. findings.Concat(beyond.Select(one => one.Refusal!)).OrderBy(finding => (order.IndexOf(finding.File), finding.Line))];
        }

        if (effective.Count == 0 && !findings.Exists(finding => finding.Severity == Severity.Error))
            findings.Add(Empty(sources, hadEntries: findings.Exists(finding => finding.RuleId == RuleIds.Expired)));

        return new LintResult(findings, [.. files.Select(file => file.Fixed)])
        {
            ValidSites = new AllowedSites(effective),
        };
    }

    private static Finding Empty(IReadOnlyList<AllowlistSource> sources, bool hadEntries) => new(
        sources.Count > 0 ? sources[0].File : "allowed-sites.txt", 1, 1, RuleIds.Empty, Severity.Error,
        (hadEntries ? "Every entry has expired" : "There is no entry")
            + ": nothing would get through. Add a host, like `github.com`.",
        CorrectedLine: null);
}
