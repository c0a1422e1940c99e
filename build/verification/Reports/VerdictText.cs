using System.Globalization;
using AiSandbox.Policy;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Reports;

/// <summary>A run as people read it: in one line, and each failure with what was expected and what was seen.</summary>
internal static class VerdictText
{
    /// <summary>The most characters that are shown of what is not ours.</summary>
    public const int Longest = 8000;

    /// <summary>Each thing that is not as expected, in plain lines.</summary>
    public static IEnumerable<string> Failures(VerificationReport report)
    {
        foreach (var result in report.Results.Where(result => result.Judgement.Verdict != Verdict.Passed))
        {
            yield return $"{Judge.Name(result.Judgement.Verdict)}: {result.Case.Id}: {result.Case.Title}";
            yield return $"  why it matters: {result.Case.Why}";
            foreach (var finding in result.Judgement.Findings)
            {
                var witness = finding.Witness.ToString().ToLowerInvariant();
                yield return SafeText.Of($"  {witness} expected: {finding.Expected}", Longest);
                yield return SafeText.Of($"  {witness} saw:      {finding.Seen}", Longest);
            }
        }
    }

    /// <summary>The run in one line.</summary>
    public static string Summary(VerificationReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Results.Count} cases: {report.Count(Verdict.Passed)} passed, "
            + $"{report.Count(Verdict.Hole)} {(report.Count(Verdict.Hole) == 1 ? "hole" : "holes")}, "
            + $"{report.Count(Verdict.NotProven)} not proven, {report.Count(Verdict.Broken)} broken, "
            + $"in {report.Duration.TotalSeconds:0.0} s");

    /// <summary>What the three witnesses saw, in one line.</summary>
    public static string Seen(Observation seen)
    {
        var parts = new List<string> { seen.ExitCode is { } code ? $"client: exit {code}" : "client: no end" };
        if (seen.Proxy.Asked)
            parts.Add($"proxy: {Say(seen.Proxy, ProxyWitness.Show)}");
        if (seen.Internet.Asked)
            parts.Add($"internet: {Say(seen.Internet, arrival => arrival.ToString())}");

        return string.Join(" · ", parts);
    }

    private static string Say<T>(Testimony<T> testimony, Func<T, string> show) => testimony switch
    {
        { Lost: { } lost } => lost,
        { Events.Count: 0 } => "nothing",
        _ => string.Join(", ", testimony.Events.Select(show).Distinct(StringComparer.Ordinal)),
    };
}
