using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Features.SelfTest;

/// <summary>What a test executable prints: all of it is kept, and shown is what did not pass, and now and then how far it is.</summary>
internal sealed partial class TestOutput(Action<string> show)
{
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new(); // lines come of two streams
    private readonly List<string> _lines = [];
    private readonly List<(string Name, TimeSpan Time)> _times = [];
    private readonly Stopwatch _counted = Stopwatch.StartNew();
    private bool _isOfPassed;

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
            var passed = Passed().Match(line);
            if (passed.Success)
                _times.Add((passed.Groups["name"].Value, new TimeSpan(0, Part(passed, "h"), Part(passed, "m"), Part(passed, "s"), Part(passed, "ms"))));
            _isOfPassed = passed.Success || (_isOfPassed && (line.Length == 0 || line[0] == ' '));
            // It counts every few seconds, as "[+23/x0/?0] Host.Tests.dll".
            var counts = line.TrimStart() is ['[', '+' or '✓', ..] || line.StartsWith("running...", StringComparison.Ordinal);
            if (_isOfPassed || (counts && _counted.Elapsed < CountInterval))
                return;

            if (counts)
                _counted.Restart();
            show(line);
        }
    }

    /// <summary>What it came to.</summary>
    /// <param name="project">Which executable it was.</param>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="isFiltered">Whether no test at all may be meant.</param>
    public TestRun End(string project, int exitCode, bool isFiltered)
    {
        var sum = TestSummary.Parse(_lines);
        // 8 is "no test ran": https://learn.microsoft.com/dotnet/core/testing/microsoft-testing-platform-exit-codes
        return new TestRun(project, sum ?? new TestSummary(0, 0, 0), [.. SkippedTest.Parse(_lines)], _times)
        {
            IsBroken = sum is null || (exitCode != 0 && !(exitCode == 8 && isFiltered)),
        };
    }

    private static int Part(Match match, string group) =>
        match.Groups[group] is { Success: true } part ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^passed (?<name>\S.*) \(((?<h>\d+)h ?)?((?<m>\d+)m ?)?((?<s>\d+)s ?)?((?<ms>\d+)ms)?\)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Passed();
}

/// <summary>How a test executable ended.</summary>
/// <param name="Project">Which it was.</param>
/// <param name="Sum">How many tests ended how.</param>
/// <param name="Skipped">Those that did not run.</param>
/// <param name="Times">How long each took that passed.</param>
internal sealed record TestRun(string Project, TestSummary Sum, IReadOnlyList<SkippedTest> Skipped, IReadOnlyList<(string Name, TimeSpan Time)> Times)
{
    /// <summary>Whether one failed, or it did not get that far.</summary>
    public bool IsBroken { get; init; }
}
