using System.Globalization;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Reports;

/// <summary>A run as the page shows it: what build/verification/report/report.sbn.html puts in.</summary>
internal sealed record ReportPage(
    VerdictBand Band,
    IReadOnlyList<FamilyPage> Families,
    IReadOnlyList<CasePage> Failures,
    IReadOnlyList<CasePage> Uncontrolled,
    bool OpenFailures,
    StopCounts Stops,
    bool Live,
    RunTimeline Timeline,
    IReadOnlyList<FactPage> Facts,
    IReadOnlyList<FactPage> Parts,
    IReadOnlyList<string> Notes)
{
    // So many failures are shown with all their witnesses at once.
    private const int MostOpen = 10;

    /// <summary>The page of a report.</summary>
    public static ReportPage Of(VerificationReport report)
    {
        var verdicts = report.Results.ToDictionary(
            result => result.Case.Id, result => result.Judgement.Verdict, StringComparer.Ordinal);
        var bad = report.Results.Where(result => result.Judgement.Verdict != Verdict.Passed)
            .OrderByDescending(result => result.Judgement.Verdict)
            .ToLookup(IsForItsControlsAlone, result => CasePage.Of(result, verdicts));

        return new ReportPage(
            VerdictBand.Of(report),
            [.. report.Results
                .GroupBy(result => result.Case.Family, StringComparer.Ordinal)
                .Select(family => FamilyPage.Of(family.Key, [.. family], verdicts))],
            [.. bad[false]],
            [.. bad[true]],
            bad.Sum(group => group.Count()) <= MostOpen,
            StopCounts.Of(report.Results),
            report.Sandbox.Live,
            RunTimeline.Of(report.Results),
            [.. FactsOf(report)],
            [.. report.Configuration.Parts
                .OrderBy(part => part.Key, StringComparer.Ordinal)
                .Select(part => new FactPage(part.Key, part.Value, Code: true))],
            [.. report.Notes.Select(ForeignText.Show)]);
    }

    // One dead control takes a family with it: the control is what there is to say.
    private static bool IsForItsControlsAlone(CaseResult result) =>
        result.Judgement.Findings.All(finding => finding.Witness == Witness.Control);

    private static IEnumerable<FactPage> FactsOf(VerificationReport report)
    {
        yield return new FactPage("sandbox", report.Sandbox.Name, Code: false);
        yield return new FactPage("internet", report.Sandbox.Live ? "the real one" : "a simulated one, on this machine", Code: false);
        yield return new FactPage(
            "started", report.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture), Code: false);
        yield return new FactPage("took", $"{CasePage.Seconds(report.Duration)}, the start of the sandbox included", Code: false);
        yield return new FactPage("host", report.Host, Code: false);
        yield return new FactPage("engine", report.Sandbox.Engine, Code: false);
        foreach (var (service, image) in report.Sandbox.Images.OrderBy(image => image.Key, StringComparer.Ordinal))
            yield return new FactPage($"{service} image", image, Code: true);
        yield return new FactPage("configuration", $"sha256:{report.Configuration.Hash}", Code: true);
    }
}

/// <summary>A fact about the run.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
/// <param name="Code">Whether it is for comparing and not for reading.</param>
internal sealed record FactPage(string Name, string Value, bool Code);

/// <summary>The cases of one file.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="Passed">How many passed.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Kind">The class of the worst verdict.</param>
/// <param name="Cases">The cases.</param>
internal sealed record FamilyPage(string Name, int Passed, int Total, string Kind, IReadOnlyList<CasePage> Cases)
{
    /// <summary>A family.</summary>
    public static FamilyPage Of(string name, IReadOnlyCollection<CaseResult> results, IReadOnlyDictionary<string, Verdict> verdicts) => new(
        name,
        results.Count(result => result.Judgement.Verdict == Verdict.Passed),
        results.Count,
        VerdictLook.Kind(results.Max(result => result.Judgement.Verdict)),
        [.. results.Select(result => CasePage.Of(result, verdicts))]);
}
