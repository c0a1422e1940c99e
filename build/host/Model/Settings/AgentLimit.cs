using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Model.Settings;

/// <summary>How much may be asked of the gateway.</summary>
/// <param name="Most">So much.</param>
/// <param name="OfTokens">Of tokens, and else of requests.</param>
/// <param name="IsMinute">In a minute, and else on a day.</param>
public sealed partial record AgentLimit(long Most, bool OfTokens, bool IsMinute)
{
    /// <summary>Reads <c>2m tokens, 30 requests a minute</c>.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static IReadOnlyList<AgentLimit> Parse(string value) =>
        [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One)];

    private static AgentLimit One(string text) => Form().Match(text) is { Success: true } match
        ? new(
            long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * match.Groups["unit"].Value switch { "k" => 1000, "m" => 1_000_000, _ => 1 },
            match.Groups["of"].Value is "tokens", match.Groups["in"].Value is "minute")
        : throw new FormatException($"'{text}' is not of the form `2m tokens a day` or `30 requests a minute`; several are separated by commas.");

    [GeneratedRegex(@"\A(?<number>[1-9][0-9]{0,11})(?<unit>[km]?) (?<of>tokens|requests)( a (?<in>minute|day))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
