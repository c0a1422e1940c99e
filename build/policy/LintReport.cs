using System.Globalization;

namespace AiSandbox.Policy;

/// <summary>What is printed about an allowlist; nothing in it can drive a terminal.</summary>
public static class LintReport
{
    private const int MostLines = 200;

    /// <summary>One line a finding: <c>error file:line:col rule why</c>; after 200, how many more there are.</summary>
    public static IEnumerable<string> Lines(IReadOnlyCollection<Finding> findings) =>
        Limited(findings, finding => $"{(finding.Severity == Severity.Error ? "error" : "warning")} {finding}");

    /// <summary>One line a correction that was written.</summary>
    public static IEnumerable<string> Fixed(IReadOnlyCollection<Finding> findings) =>
        Limited(findings, finding => $"fixed {finding}");

    /// <summary>The closing line of a list that is in force.</summary>
    public static string Summary(LintResult result)
    {
        var warnings = result.Findings.Count(finding => finding.Severity == Severity.Warning);
        return $"The allowlist is valid: {Count(result.Sites.Entries.Count, "entry",
            "entries")}, {Count(warnings, "warning")}.";
    }

    /// <summary>A number with its noun.</summary>
    internal static string Count(int number, string noun, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? noun : plural ?? noun + "s")}");

    private static IEnumerable<string> Limited(IReadOnlyCollection<Finding> findings, Func<Finding, string> line)
    {
        var lines = findings.OrderByDescending(finding => finding.Severity).Take(MostLines).Select(line);
        return findings.Count > MostLines
            ? lines.Append($"… and {Count(findings.Count - MostLines, "more finding")}.")
            : lines;
    }
}
