using System.Globalization;
using System.Text.RegularExpressions;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Cli;

/// <summary>A point in time as a user types it: 30s, 10m, 2h or 1d ago, or an ISO 8601 time.</summary>
public static partial class PointInTime
{
    /// <summary>Reads one.</summary>
    /// <param name="text">The value of --since.</param>
    /// <param name="now">What "ago" counts from.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now)
    {
        if (Ago().Match(text) is { Success: true } match)
        {
            var count = int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            return now - match.Groups["unit"].Value switch
            {
                "s" => TimeSpan.FromSeconds(count),
                "m" => TimeSpan.FromMinutes(count),
                "h" => TimeSpan.FromHours(count),
                _ => TimeSpan.FromDays(count),
            };
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time)
            ? time
            : throw new UsageException($"--since: '{text}' is not a time (10m, 2h, 1d or 2026-01-31T12:00:00Z).");
    }

    [GeneratedRegex(@"\A(?<count>\d{1,5})(?<unit>[smhd])\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ago();
}
