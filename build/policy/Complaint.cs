namespace AiSandbox.Policy;

/// <summary>What is wrong with a part of a line, before it is known whether the line can be corrected.</summary>
/// <param name="Offset">The place in the text that was read, counted from 0.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Why">Why.</param>
/// <param name="Severity">Whether it refuses the list.</param>
/// <param name="IsFixable">Whether it is known what was meant.</param>
internal sealed record Complaint(int Offset, string RuleId, string Why, Severity Severity, bool IsFixable)
{
    /// <summary>Whether the line stands for no entry until a human has corrected it.</summary>
    public bool IsFatal => Severity == Severity.Error && !IsFixable;

    /// <summary>An error that <c>--fix</c> corrects.</summary>
    public static Complaint Error(int offset, string ruleId, string why) =>
        new(offset, ruleId, why, Severity.Error, true);

    /// <summary>An error that only a human can correct.</summary>
    public static Complaint Fatal(int offset, string ruleId, string why) =>
        new(offset, ruleId, why, Severity.Error, false);

    /// <summary>A warning that <c>--fix</c> corrects.</summary>
    public static Complaint Flaw(int offset, string ruleId, string why) =>
        new(offset, ruleId, why, Severity.Warning, true);

    /// <summary>A warning that stays until a human has decided.</summary>
    public static Complaint Warning(int offset, string ruleId, string why) =>
        new(offset, ruleId, why, Severity.Warning, false);
}
