using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Reports;

/// <summary>How the page shows a verdict: a class for the style, and a sign, so that colour is not all there is.</summary>
internal static class VerdictLook
{
    /// <summary>The class.</summary>
    public static string Kind(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Broken => "broken",
        Verdict.NotProven => "unproven",
        _ => "hole",
    };

    /// <summary>The sign.</summary>
    public static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "✓",
        Verdict.Broken => "✕",
        Verdict.NotProven => "?",
        _ => "!",
    };
}
