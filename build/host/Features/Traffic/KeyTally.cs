using System.Globalization;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>What was done with the keys of a container, and what was refused, each with how often and when last.</summary>
/// <param name="title">Which keys.</param>
/// <param name="service">The container.</param>
/// <param name="since">From when on it counts; all where <see langword="null"/>.</param>
internal sealed class KeyTally(string title, string service, DateTimeOffset? since)
{
    private const int Most = 200; // that are told apart; an agent chooses whom a login is as, and a model's name

    private const string Others = "others, and refusals";

    private readonly Dictionary<string, (long Count, long Tokens, DateTimeOffset Last)> _seen = new(StringComparer.Ordinal);

    /// <summary>Those of a sandbox.</summary>
    public static IReadOnlyList<KeyTally> All(DateTimeOffset? since) =>
        [new("With the keys of SSH", "keys", since), new("With the keys of models and git hosts", SandboxStack.Gateway, since)];

    /// <summary>Which keys.</summary>
    public string Title => title;

    /// <summary>The container whose log has the lines.</summary>
    public string Service => service;

    /// <summary>Adds a line of the log: a time, then signed, asked or refused, and what; an answer's tokens stand last.</summary>
    public void Add(string line)
    {
        var parts = line.Split(' ', 2);
        if (parts is not [var time, var what]
            || !DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) || at < since)
        {
            return;
        }

        var tokens = 0L;
        if (what.StartsWith("asked ", StringComparison.Ordinal) && what.LastIndexOf(' ') is var end && long.TryParse(what[(end + 1)..], CultureInfo.InvariantCulture, out tokens))
            what = what[..end];
        else if (!what.StartsWith("signed ", StringComparison.Ordinal) && !what.StartsWith("refused ", StringComparison.Ordinal))
            return;

        what = SafeText.Ascii(what, 200);
        var name = _seen.ContainsKey(what) || _seen.Count < Most ? what : Others;
        var before = _seen.GetValueOrDefault(name);
        _seen[name] = (before.Count + 1, Bytes.Sum(before.Tokens, tokens), at);
    }

    /// <summary>The rows of the picture.</summary>
    public IReadOnlyList<BarRow> Rows(TimeZoneInfo zone)
    {
        var most = _seen.Values.Select(one => one.Count).DefaultIfEmpty().Max();
        return
        [
            .. _seen.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key, StringComparer.Ordinal).Take(TrafficRows.Most).Select(one => new BarRow(
                one.Value.Tokens > 0 ? $"{one.Key}, {Share.Count(one.Value.Tokens)} tokens" : one.Key,
                Share.Count(one.Value.Count), Share.Of(one.Value.Count, most),
                one.Key.StartsWith("signed ", StringComparison.Ordinal) || one.Key.StartsWith("asked ", StringComparison.Ordinal) ? "passed" : "hole",
                $"last {Moment.Long(one.Value.Last, zone)}")),
        ];
    }
}
