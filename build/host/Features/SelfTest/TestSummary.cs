using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Features.SelfTest;

/// <summary>How many tests ended how, read off the closing lines of a test executable.</summary>
/// <param name="Passed">How many passed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Skipped">How many did not run.</param>
internal sealed partial record TestSummary(int Passed, int Failed, int Skipped)
{
    /// <summary>Reads the closing lines that Microsoft.Testing.Platform prints.</summary>
    /// <returns>The summary, or <see langword="null"/> where the output has none: the executable did not get that far.</returns>
    public static TestSummary? Parse(IEnumerable<string> lines)
    {
        var counts = lines
            .Select(line => Count().Match(line))
            .Where(match => match.Success)
            .GroupBy(match => match.Groups["what"].Value, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => int.Parse(group.Last().Groups["count"].ValueSpan, CultureInfo.InvariantCulture),
                StringComparer.Ordinal);

        return counts.TryGetValue("succeeded", out var passed) && counts.TryGetValue("failed", out var failed)
            ? new TestSummary(passed, failed, counts.GetValueOrDefault("skipped"))
            : null;
    }

    /// <summary>The sum of two.</summary>
    public static TestSummary operator +(TestSummary one, TestSummary other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>The closing line that continuous integration reads.</summary>
    public override string ToString() =>
        $"{Passed} passed, {Failed} failed{(Skipped > 0 ? $", {Skipped} skipped" : "")}";

    [GeneratedRegex(@"^\s*(?<what>succeeded|failed|skipped): (?<count>\d+)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();
}
