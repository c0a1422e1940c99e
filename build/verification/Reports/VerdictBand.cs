using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Reports;

/// <summary>The verdict on the whole run.</summary>
/// <param name="Kind">The class: passed, hole or unproven.</param>
/// <param name="Headline">The verdict.</param>
/// <param name="Sentence">What it means.</param>
/// <param name="Passed">The cases that passed.</param>
/// <param name="Total">All cases.</param>
internal sealed record VerdictBand(string Kind, string Headline, string Sentence, int Passed, int Total)
{
    /// <summary>The verdict of a report.</summary>
    public static VerdictBand Of(VerificationReport report)
    {
        var (holes, passed, total) = (report.Count(Verdict.Hole), report.Count(Verdict.Passed), report.Results.Count);

        return report switch
        {
            { IsGreen: true } => new VerdictBand(
                "passed", "The sandbox holds", "Every case passed: what is listed gets out, and nothing else did.", passed, total),
            _ when holes > 0 => new VerdictBand(
                "hole",
                holes == 1 ? "There is a hole" : $"There are {holes} holes",
                "Something got through that must not. The cases in question stand first below.",
                passed,
                total),
            _ => new VerdictBand(
                "unproven",
                "Not proven",
                total == 0
                    ? "No case ran, and that proves nothing."
                    : "Nothing is known to have got through, but not every witness saw what it must. The cases stand first below.",
                passed,
                total),
        };
    }
}
