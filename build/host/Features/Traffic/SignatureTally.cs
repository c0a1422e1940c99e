using System.Globalization;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>What was signed with the keys, and what was refused, each with how often and when last.</summary>
/// <param name="since">From when on it counts; all where <see langword="null"/>.</param>
internal sealed class SignatureTally(DateTimeOffset? since)
{
    private const int Most = 200; // that are told apart; an agent chooses whom a login is as

    private const string Others = "other signatures and refusals";

    private readonly Dictionary<string, (long Count, DateTimeOffset Last)> _seen = new(StringComparer.Ordinal);

    /// <summary>Adds a line of the keys' log: a time, then signed or refused, and what.</summary>
    public void Add(string line)
    {
        var parts = line.Split(' ', 2);
        if (parts is not [var time, var what] || !(what.StartsWith("signed ", StringComparison.Ordinal) || what.StartsWith("refused ", StringComparison.Ordinal))
            || !DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) || at < since)
        {
            return;
        }

        what = SafeText.Ascii(what, 200);
        var name = _seen.ContainsKey(what) || _seen.Count < Most ? what : Others;
        _seen[name] = (_seen.GetValueOrDefault(name).Count + 1, at);
    }

    /// <summary>The rows of the picture.</summary>
    public IReadOnlyList<BarRow> Rows(TimeZoneInfo zone)
    {
        var most = _seen.Values.Select(one => one.Count).DefaultIfEmpty().Max();
        return
        [
            .. _seen.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key, StringComparer.Ordinal).Take(TrafficRows.Most).Select(one => new BarRow(
                one.Key, Share.Count(one.Value.Count), Share.Of(one.Value.Count, most),
                one.Key.StartsWith("signed ", StringComparison.Ordinal) ? "passed" : "hole", $"last {Moment.Long(one.Value.Last, zone)}")),
        ];
    }
}
