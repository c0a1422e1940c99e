using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Proofs;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification;

/// <summary>What one case came to.</summary>
/// <param name="Case">The case as it ran.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Judgement">The verdict with its reasons.</param>
/// <param name="Duration">How long it took, witnesses included.</param>
public sealed record CaseResult(VerificationCase Case, Observation Seen, Judgement Judgement, TimeSpan Duration)
{
    /// <summary>When it began, since the first case did.</summary>
    public TimeSpan StartedAt { get; init; }
}

/// <summary>A whole run.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it took, the sandbox's start included.</param>
/// <param name="Host">The machine: operating system and architecture.</param>
/// <param name="Sandbox">What was verified.</param>
/// <param name="Notes">What else the reader must know.</param>
/// <param name="Results">The cases in the order they ran.</param>
public sealed record VerificationReport(
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    string Host,
    SandboxFacts Sandbox,
    IReadOnlyList<string> Notes,
    IReadOnlyList<CaseResult> Results)
{
    /// <summary>What the run rests on.</summary>
    public EffectiveConfiguration Configuration { get; init; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Whether every case passed.</summary>
    public bool IsGreen => Results.Count > 0 && Results.All(result => result.Judgement.Verdict == Verdict.Passed);

    /// <summary>How many cases came to a verdict.</summary>
    public int Count(Verdict verdict) => Results.Count(result => result.Judgement.Verdict == verdict);
}
