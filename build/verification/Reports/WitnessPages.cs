using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Reports;

/// <summary>What the page shows of the three witnesses of a case: what each was to see, and what it saw.</summary>
internal static class WitnessPages
{
    /// <summary>The three.</summary>
    public static IReadOnlyList<WitnessPage> Of(CaseResult result) => [Client(result), Proxy(result), Internet(result)];

    private static WitnessPage Client(CaseResult result)
    {
        var (expect, seen) = (result.Case.Expect, result.Seen);
        var printed = new[] { new PrintedText("stdout", seen.Output), new PrintedText("stderr", seen.Error) }
            .Where(text => text.Text.Trim().Length > 0)
            .Select(text => text with { Text = ForeignText.Show(text.Text.Trim('\n')) });

        return Page(
            result,
            Witness.Client,
            "The program",
            [expect.Exit.ToString(), .. Texts("stdout", expect.Output), .. Texts("stderr", expect.Error)],
            [seen.ExitCode is { } code ? $"exit code {code}" : "no end in time, or no start"],
            [.. printed]);
    }

    private static WitnessPage Proxy(CaseResult result) => Page(
        result,
        Witness.Proxy,
        "Guard and proxy log",
        result.Case.Proxy.Count == 0 ? ["no line"] : [.. result.Case.Proxy.Select(line => line.ToString())],
        Seen(result.Seen.Proxy, ProxyWitness.Show, "no line"));

    private static WitnessPage Internet(CaseResult result)
    {
        var expected = result.Case.Internet.Select(arrival => $"{arrival}{(arrival.Optional ? " (or not)" : "")}").ToList();

        return result.Seen.Internet.Asked
            ? Page(
                result,
                Witness.Internet,
                "Simulated internet",
                expected.Count == 0 ? ["nothing arrives"] : expected,
                Seen(result.Seen.Internet, arrival => arrival.ToString(), "nothing arrived"))
            : new WitnessPage("Internet", "silent", "not asked", ["the real internet keeps no log for us"], [], []);
    }

    private static WitnessPage Page(
        CaseResult result,
        Witness witness,
        string name,
        IReadOnlyCollection<string> expected,
        IReadOnlyCollection<string> seen,
        IReadOnlyList<PrintedText>? text = null)
    {
        var verdict = result.Judgement.Findings
            .Where(finding => finding.Witness == witness)
            .Select(finding => finding.Verdict)
            .DefaultIfEmpty(Verdict.Passed)
            .Max();

        return new WitnessPage(
            name,
            VerdictLook.Kind(verdict),
            verdict == Verdict.Passed ? "as expected" : Judge.Name(verdict),
            ForeignText.Show(expected),
            ForeignText.Show(seen),
            text ?? []);
    }

    private static List<string> Seen<T>(Testimony<T> testimony, Func<T, string> show, string nothing)
    {
        var lines = testimony.Events.Select(show).ToList();
        if (testimony.Lost is { } lost)
            lines.Add($"no witness: {lost}");

        return lines.Count == 0 ? [nothing] : lines;
    }

    private static IEnumerable<string> Texts(string name, TextExpectation text) =>
        text.Contains.Select(part => $"{name} contains '{part}'")
            .Concat(text.Matches.Select(pattern => $"{name} matches '{pattern}'"))
            .Concat(text.Lacks.Select(part => $"{name} lacks '{part}'"));
}
