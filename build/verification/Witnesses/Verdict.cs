namespace AiSandbox.Verification.Witnesses;

/// <summary>What a case came to, from good to bad.</summary>
public enum Verdict
{
    /// <summary>Every witness saw what was expected.</summary>
    Passed,

    /// <summary>What must work does not.</summary>
    Broken,

    /// <summary>Nothing is known to have got through, but a witness is silent, dead or says something else.</summary>
    NotProven,

    /// <summary>Something got through that must not.</summary>
    Hole,
}

/// <summary>Who says so.</summary>
public enum Witness
{
    /// <summary>The program in the workspace.</summary>
    Client,

    /// <summary>The proxy's log.</summary>
    Proxy,

    /// <summary>The simulated internet's log.</summary>
    Internet,

    /// <summary>A positive control.</summary>
    Control,
}

/// <summary>One thing that is not as expected.</summary>
/// <param name="Witness">Who says so.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Verdict">What it makes of the case.</param>
public sealed record Finding(Witness Witness, string Expected, string Seen, Verdict Verdict);

/// <summary>A verdict with its reasons.</summary>
/// <param name="Verdict">The worst of the findings.</param>
/// <param name="Findings">What is not as expected; empty where the case passed.</param>
public sealed record Judgement(Verdict Verdict, IReadOnlyList<Finding> Findings)
{
    /// <summary>The judgement that findings make.</summary>
    public static Judgement Of(IEnumerable<Finding> findings)
    {
        IReadOnlyList<Finding> all = [.. findings.Distinct()];
        return new Judgement(all.Select(finding => finding.Verdict).DefaultIfEmpty(Verdict.Passed).Max(), all);
    }
}
