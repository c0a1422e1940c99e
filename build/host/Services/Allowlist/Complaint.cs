namespace AiSandbox.Host.Services.Allowlist;

/// <summary>What is wrong with a part of a line, before it is known whether the line can be corrected.</summary>
/// <param name="Offset">The place in the text that was read, counted from 0.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Why">Why.</param>
/// <param name="Severity">Whether it refuses the list.</param>
/// <param name="IsFatal">Whether only a human can tell what was meant.</param>
internal sealed record Complaint(
    int Offset, string RuleId, string Why, Severity Severity = Severity.Error, bool IsFatal = false)
{
    /// <summary>A warning.</summary>
    public static Complaint Warning(int offset, string ruleId, string why) => new(offset, ruleId, why, Severity.Warning);

    /// <summary>An error that is not corrected.</summary>
    public static Complaint Fatal(int offset, string ruleId, string why) => new(offset, ruleId, why, IsFatal: true);
}
