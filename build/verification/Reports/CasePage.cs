using System.Globalization;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Reports;

/// <summary>What the page shows of one witness.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="Kind">The class of its verdict: passed, hole, unproven, broken, or silent where it was not asked.</param>
/// <param name="Says">The verdict in words.</param>
/// <param name="Expected">What it was to see.</param>
/// <param name="Seen">What it saw.</param>
/// <param name="Text">What a program printed: a heading and the text.</param>
internal sealed record WitnessPage(
    string Name, string Kind, string Says, IReadOnlyList<string> Expected, IReadOnlyList<string> Seen, IReadOnlyList<PrintedText> Text);

/// <summary>What a program printed.</summary>
/// <param name="Stream">stdout or stderr.</param>
/// <param name="Text">The text.</param>
internal sealed record PrintedText(string Stream, string Text);

/// <summary>A positive control on the page.</summary>
/// <param name="Id">The case.</param>
/// <param name="Kind">The class of its verdict.</param>
/// <param name="Says">Its verdict in words.</param>
internal sealed record ControlPage(string Id, string Kind, string Says);

/// <summary>What the page shows of one case.</summary>
internal sealed record CasePage
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>What is tried.</summary>
    public required string Title { get; init; }

    /// <summary>Why it matters.</summary>
    public required string Why { get; init; }

    /// <summary>Where more is said of it; empty where nothing is.</summary>
    public required string Reference { get; init; }

    /// <summary>The reference where it is an address that a browser may open; empty where it is not.</summary>
    public required string Link { get; init; }

    /// <summary>allow or deny.</summary>
    public required string Outcome { get; init; }

    /// <summary>The class of the verdict: passed, hole, unproven or broken.</summary>
    public required string Kind { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Says { get; init; }

    /// <summary>A sign for the verdict, so that colour is not all there is.</summary>
    public required string Sign { get; init; }

    /// <summary>What was run.</summary>
    public required string Command { get; init; }

    /// <summary>Where it was run, and what happened meanwhile.</summary>
    public required string Where { get; init; }

    /// <summary>How long it took.</summary>
    public required string Duration { get; init; }

    /// <summary>The file and line of the case.</summary>
    public required string Source { get; init; }

    /// <summary>The three witnesses.</summary>
    public required IReadOnlyList<WitnessPage> Witnesses { get; init; }

    /// <summary>The positive controls.</summary>
    public required IReadOnlyList<ControlPage> Controls { get; init; }

    /// <summary>What is not as expected, in sentences.</summary>
    public required IReadOnlyList<FindingPage> Findings { get; init; }

    /// <summary>The page's part for a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="verdicts">The verdicts of all cases.</param>
    public static CasePage Of(CaseResult result, IReadOnlyDictionary<string, Verdict> verdicts)
    {
        var (test, verdict) = (result.Case, result.Judgement.Verdict);

        return new CasePage
        {
            Id = test.Id,
            Title = ForeignText.Show(test.Title),
            Why = ForeignText.Show(test.Why),
            Reference = ForeignText.Show(test.Reference),
            Link = IsLink(test.Reference) ? test.Reference : "",
            Outcome = test.Outcome.ToString().ToLowerInvariant(),
            Kind = VerdictLook.Kind(verdict),
            Says = Judge.Name(verdict),
            Sign = VerdictLook.Sign(verdict),
            Command = ForeignText.Show(CommandText.Show(test.Run)),
            Where = WhereOf(test),
            Duration = Seconds(result.Duration),
            Source = test.Origin.ToString(),
            Witnesses = WitnessPages.Of(result),
            Controls = [.. test.Controls.Select(id => verdicts.TryGetValue(id, out var control)
                ? new ControlPage(id, VerdictLook.Kind(control), Judge.Name(control))
                : new ControlPage(id, "unproven", "did not run"))],
            Findings = [.. result.Judgement.Findings.Take(ForeignText.MostEntries).Select(finding => new FindingPage(
                finding.Witness.ToString().ToLowerInvariant(), ForeignText.Show(finding.Expected), ForeignText.Show(finding.Seen)))],
        };
    }

    /// <summary>A length of time for people.</summary>
    public static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static string WhereOf(VerificationCase test)
    {
        var place = test.At switch
        {
            Place.Workspace => "in the workspace",
            Place.Neighbour => "in the workspace of a second sandbox",
            Place.Proxy => "in the proxy, from its public side",
            Place.Gate => "in the gate",
            _ => "in the simulated internet",
        };
        var fault = test.Fault is { } struck
            ? struck.Do switch
            {
                Disturbance.Kill => $", while the {struck.Service} is killed",
                Disturbance.Pause => $", while the {struck.Service} is frozen",
                _ => $", while the {struck.Service} restarts",
            }
            : "";

        return $"{place}{fault}{(test.List is null ? "" : $", with the list: {string.Join(' ', test.List)}")}";
    }

    private static bool IsLink(string reference) =>
        Uri.TryCreate(reference, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}

/// <summary>Something that is not as expected.</summary>
/// <param name="Witness">Who says so.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Seen">What was seen.</param>
internal sealed record FindingPage(string Witness, string Expected, string Seen);
