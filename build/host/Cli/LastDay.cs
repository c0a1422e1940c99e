using System.Globalization;
using System.Text.RegularExpressions;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Cli;

/// <summary>The last day of an entry as a user types it: 2026-12-31, today, tomorrow, or 7d for seven days from now.</summary>
public static partial class LastDay
{
    /// <summary>Reads one.</summary>
    /// <param name="text">The value of --until.</param>
    /// <param name="today">What "tomorrow" counts from.</param>
    /// <exception cref="UsageException">It is no day, or one that is over.</exception>
    public static DateOnly Parse(string text, DateOnly today)
    {
        var day = text switch
        {
            "today" => today,
            "tomorrow" => today.AddDays(1),
            _ when Days().Match(text) is { Success: true } match =>
                today.AddDays(int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture)),
            _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) => written,
            _ => throw new UsageException($"--until: '{text}' is not a date (YYYY-MM-DD or 7d)."),
        };

        return day >= today
            ? day
            : throw new UsageException($"--until: '{text}' is over: today is {today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.");
    }

    [GeneratedRegex(@"\A(?<count>\d{1,4})d\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Days();
}
