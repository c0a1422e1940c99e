namespace AiSandbox.Verification.Proofs;

/// <summary>The last green run of a sandbox: when, how much, and of what.</summary>
/// <param name="Time">When it began.</param>
/// <param name="Cases">How many cases passed.</param>
/// <param name="Hash">The hash of the effective configuration.</param>
/// <param name="Parts">Its parts, so that a difference can be named.</param>
public sealed record GreenRun(DateTimeOffset Time, int Cases, string Hash, IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>
    /// What to keep after a run: a green one is the new last one, and one that is not takes back a green one of the same
    /// configuration.
    /// </summary>
    /// <param name="last">The last green run; <see langword="null"/> where there is none.</param>
    /// <param name="report">The run.</param>
    public static GreenRun? After(GreenRun? last, VerificationReport report) => report switch
    {
        { IsGreen: true, Configuration: var now } => new GreenRun(report.StartedAt, report.Results.Count, now.Hash, now.Parts),
        _ when last?.Hash == report.Configuration.Hash => null,
        _ => last,
    };
}
