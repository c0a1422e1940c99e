using System.Text.RegularExpressions;

namespace AiSandbox.Host.Features.SelfTest;

/// <summary>A test that did not run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why, in the test's own words.</param>
internal sealed partial record SkippedTest(string Name, string Reason)
{
    /// <summary>Reads them off what a test executable prints: a line with the name, and the reason below it.</summary>
    public static IEnumerable<SkippedTest> Parse(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (Skipped().Match(lines[i]) is { Success: true } match)
                yield return new SkippedTest(match.Groups["name"].Value, i + 1 < lines.Count && lines[i + 1].StartsWith(' ') ? lines[i + 1].Trim() : "no reason");
        }
    }

    /// <summary>
    /// The reasons that continuous integration takes: of each line of the list what stands before the bar, which is a part of
    /// the test's own words.
    /// </summary>
    public static IReadOnlyList<string> ReadList(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Split('|')[0].Trim()).Where(reason => reason.Length > 0 && !reason.StartsWith('#'))];

    /// <summary>Whether a list has its reason.</summary>
    public bool IsListed(IEnumerable<string> reasons) => reasons.Any(reason => Reason.Contains(reason, StringComparison.Ordinal));

    [GeneratedRegex(@"^skipped (?<name>\S.*) \((\d+\w+ ?)+\)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Skipped();
}
