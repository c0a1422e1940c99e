using System.Globalization;
using System.Text.Encodings.Web;
using AiSandbox.Host.Services.Pages;
using AiSandbox.Host.Services.Verification.Witnesses;

namespace AiSandbox.Host.Services.Verification.Reports;

/// <summary>
/// A run as a page to look at: one file that needs nothing else, and no script to be read. Style and script are let in by
/// their hashes alone, so that what an attacked program printed could not run even if it were not encoded.
/// </summary>
internal static class HtmlReport
{
    // So many failures are shown with all their witnesses at once.
    private const int MostOpen = 10;

    /// <summary>The text of report.html.</summary>
    /// <exception cref="SandboxException">The template, the style or the script is missing.</exception>
    public static string Render(VerificationReport report, Checkout checkout)
    {
        var folder = Path.Combine(checkout.Root, "build", "verification", "report");
        var style = PageFiles.Read(checkout, PageFiles.SharedStyle, "build/verification/report/report.css");
        var script = PageFiles.Read(checkout, "build/verification/report/report.js");
        var verdicts = report.Results.ToDictionary(
            result => result.Case.Id, result => result.Judgement.Verdict, StringComparer.Ordinal);

        var bad = report.Results.Where(result => result.Judgement.Verdict != Verdict.Passed)
            .OrderByDescending(result => result.Judgement.Verdict)
            .ToLookup(IsForItsControlsAlone);

        return new TextTemplate(Path.Combine(folder, "report.sbn.html"), checkout).Render(
            new
            {
                Style = style,
                StyleHash = PageFiles.Hash(style),
                Script = script,
                ScriptHash = PageFiles.Hash(script),
                Verdict = VerdictBand.Of(report),
                Families = report.Results
                    .GroupBy(result => result.Case.Family, StringComparer.Ordinal)
                    .Select(family => FamilyPage.Of(family.Key, [.. family], verdicts))
                    .ToList(),
                Failures = bad[false].Select(result => CasePage.Of(result, verdicts)).ToList(),
                Uncontrolled = bad[true].Select(result => CasePage.Of(result, verdicts)).ToList(),
                OpenFailures = bad.Sum(group => group.Count()) <= MostOpen,
                Stops = StopCounts.Of(report.Results),
                Live = report.Sandbox.Live,
                Timeline = RunTimeline.Of(report.Results),
                Facts = Facts(report).ToList(),
                Parts = report.Configuration.Parts
                    .OrderBy(part => part.Key, StringComparer.Ordinal)
                    .Select(part => new FactPage(part.Key, part.Value, Code: true))
                    .ToList(),
                Notes = report.Notes.Select(ForeignText.Show).ToList(),
            },
            HtmlEncoder.Default);
    }

    // One dead control takes a family with it: the control is what there is to say.
    private static bool IsForItsControlsAlone(CaseResult result) =>
        result.Judgement.Findings.All(finding => finding.Witness == Witness.Control);

    private static IEnumerable<FactPage> Facts(VerificationReport report)
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
