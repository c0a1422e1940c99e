using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Reports;

/// <summary>A run as continuous integration reads it: a suite a family, a test a case.</summary>
internal static class JUnitReport
{
    /// <summary>The text of junit.xml.</summary>
    public static string Render(VerificationReport report)
    {
        var root = new XElement(
            "testsuites",
            new XAttribute("name", "Verify"),
            Counts(report.Results),
            new XAttribute("time", Seconds(report.Duration)),
            report.Results
                .GroupBy(result => result.Case.Family, StringComparer.Ordinal)
                .Select(family => Suite(report, family)));

        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n";
    }

    private static XElement Suite(VerificationReport report, IGrouping<string, CaseResult> family) => new(
        "testsuite",
        new XAttribute("name", family.Key),
        Counts([.. family]),
        new XAttribute("time", Seconds(family.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.Duration))),
        new XAttribute("timestamp", report.StartedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
        new XAttribute("hostname", Clean(report.Host)),
        new XElement("properties", Properties(report)),
        family.Select(Test));

    private static IEnumerable<XElement> Properties(VerificationReport report)
    {
        yield return Property("sandbox", report.Sandbox.Name);
        yield return Property("internet", report.Sandbox.Live ? "real" : "simulated");
        yield return Property("engine", report.Sandbox.Engine);
        yield return Property("policy", report.Sandbox.Policy);
        yield return Property("configuration", report.Configuration.Hash);
        foreach (var (part, value) in report.Configuration.Parts.OrderBy(part => part.Key, StringComparer.Ordinal))
            yield return Property($"configuration.{part}", value);
        foreach (var (service, image) in report.Sandbox.Images.OrderBy(image => image.Key, StringComparer.Ordinal))
            yield return Property($"image.{service}", image);
        foreach (var note in report.Notes)
            yield return Property("note", note);
    }

    private static XElement Property(string name, string value) =>
        new("property", new XAttribute("name", name), new XAttribute("value", Clean(value)));

    private static XElement Test(CaseResult result)
    {
        var test = new XElement(
            "testcase",
            new XAttribute("classname", $"Verify.{result.Case.Family}"),
            new XAttribute("name", result.Case.Id),
            new XAttribute("time", Seconds(result.Duration)));
        if (result.Judgement.Verdict != Verdict.Passed)
        {
            test.Add(new XElement(
                "failure",
                new XAttribute("type", Judge.Name(result.Judgement.Verdict)),
                new XAttribute("message", Clean(result.Case.Title)),
                Clean(string.Join('\n', result.Judgement.Findings.Select(
                    finding => $"{finding.Witness}: expected {finding.Expected}; saw {finding.Seen}")))));
        }

        test.Add(new XElement("system-out", Clean($"{result.Case.Title}\n{VerdictText.Seen(result.Seen)}")));
        return test;
    }

    private static object[] Counts(IReadOnlyCollection<CaseResult> results) =>
    [
        new XAttribute("tests", results.Count),
        new XAttribute("failures", results.Count(result => result.Judgement.Verdict != Verdict.Passed)),
        new XAttribute("errors", 0),
    ];

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    // What a hostile server or log sends may hold characters that XML cannot.
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => IsXml(rune) ? rune.ToString() : "\uFFFD"));

    private static bool IsXml(System.Text.Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);
}
