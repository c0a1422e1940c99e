using AiSandbox.Host.Platform.Text;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>A bar with its name before it and its value behind it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, in words.</param>
/// <param name="Width">Its length, in per cent.</param>
/// <param name="Kind">The class of its colour.</param>
/// <param name="Detail">What else there is to say; empty where nothing is.</param>
/// <param name="Second">The length of a second bar below it, in per cent; empty where there is none.</param>
/// <param name="Lines">What stands below it, a line each, where one detail would not do.</param>
internal sealed record BarRow(
    string Name, string Value, string Width, string Kind, string Detail = "", string Second = "", IReadOnlyList<string>? Lines = null);

/// <summary>A name over time: from its first request to its last.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">When it was first asked for.</param>
/// <param name="Left">Where that is, in per cent.</param>
/// <param name="Width">How long it was asked for, in per cent.</param>
/// <param name="Kind">The class of its colour.</param>
/// <param name="Detail">How often, and until when.</param>
internal sealed record SpanRow(string Name, string Value, string Left, string Width, string Kind, string Detail);

/// <summary>The rows of the pictures, the same on the page and in the terminal.</summary>
internal static class TrafficRows
{
    /// <summary>The most rows of one picture.</summary>
    public const int Most = 15;

    private const int LongestName = 100;

    /// <summary>A name from outside, fit to be shown.</summary>
    public static string Name(string name) => SafeText.Ascii(name, LongestName);

    /// <summary>Names by how often they were asked for with every reason why not, and all others together.</summary>
    public static IReadOnlyList<BarRow> WithReasons(TopNames names, string kind) => Requests(
        names, kind, host => host.Reasons.Count() == 1 ? host.Reasons.First().Words : "",
        host => host.Reasons.Count() == 1 ? null : [.. host.Reasons.Select(Say)]);

    /// <summary>A reason with its count.</summary>
    public static string Say((string Words, long Count) reason) => $"{Share.Count(reason.Count)} × {reason.Words}";

    /// <summary>Names by how often they were asked for, and all others together.</summary>
    public static IReadOnlyList<BarRow> Requests(
        TopNames names, string kind, Func<HostTraffic, string> detail, Func<HostTraffic, IReadOnlyList<string>?>? lines = null)
    {
        var shown = names.Heaviest.Take(Most).ToList();
        var most = shown.Select(host => host.Requests).DefaultIfEmpty().Max();
        var others = names.Total - shown.Sum(host => host.Requests);
        return
        [
            .. shown.Select(host => new BarRow(
                Name(host.Name), $"{AtLeast(host)}{Share.Count(host.Requests)}", Share.Of(host.Requests, most), kind, detail(host), Lines: lines?.Invoke(host))),
            .. others > 0 ? [Others(names, Share.Count(others), others, most)] : Array.Empty<BarRow>(),
        ];
    }

    /// <summary>Hosts by the bytes that were sent to them, with what came back as second bar on a scale of its own.</summary>
    public static IReadOnlyList<BarRow> Bytes(TrafficTally tally)
    {
        var shown = tally.Sent.Heaviest.Take(Most).ToList();
        var (most, back) = (shown.Select(host => host.Sent).DefaultIfEmpty().Max(), shown.Select(host => host.Received).DefaultIfEmpty().Max());
        var others = tally.Sum.Sent - shown.Aggregate(0L, (sum, host) => Traffic.Bytes.Sum(sum, host.Sent));
        return
        [
            .. shown.Select(host => new BarRow(
                Name(host.Name), $"{AtLeast(host)}{Quantity.Size(host.Sent)}", Share.Of(host.Sent, most),
                TrafficNotes.IsUpload(host) ? "unproven" : "sent",
                $"{(TrafficNotes.IsUpload(host) ? "an upload: " : "")}{Quantity.Size(host.Received)} came back",
                Share.Of(host.Received, back))),
            .. others > 0 ? [Others(tally.Sent, Quantity.Size(others), others, most)] : Array.Empty<BarRow>(),
        ];
    }

    /// <summary>Entries against their budget.</summary>
    public static IReadOnlyList<BarRow> Budgets(TrafficTally tally, long budget) =>
    [
        .. tally.Budgets.Largest.Take(Most).Select(entry =>
        {
            var part = (double)entry.Sent / budget;
            var kind = part >= 1 ? "hole" : part >= TrafficNotes.BudgetWarning ? "unproven" : "passed";
            return new BarRow(
                Name(entry.Entry), $"{Quantity.Size(entry.Sent)} of {Quantity.Size(budget)}", Share.Of(part, 1), kind,
                part >= 1 ? "used up" : part >= TrafficNotes.BudgetWarning ? "nearly used up" : "");
        }),
    ];

    /// <summary>How long tunnels lived.</summary>
    public static IReadOnlyList<BarRow> Durations(DurationHistogram durations)
    {
        var bars = durations.Bars;
        var most = bars.Select(bar => bar.Count).DefaultIfEmpty().Max();
        return [.. bars.Select(bar => new BarRow(bar.Label, Share.Count(bar.Count), Share.Of(bar.Count, most), "sent"))];
    }

    /// <summary>The names that were asked for last for the first time, the newest first.</summary>
    public static IReadOnlyList<SpanRow> FirstSeen(TrafficTally tally, TimeZoneInfo zone)
    {
        var (begin, end) = (tally.Times.Stretches[0].Start, tally.Times.Stretches[^1].Start + tally.Times.Length);
        var whole = (end - begin).TotalSeconds;
        return
        [
            .. tally.Allowed.Heaviest.Select(host => (Host: host, Kind: "passed"))
                .Concat(tally.Unreached.Heaviest.Select(host => (Host: host, Kind: "unproven")))
                .Concat(tally.Stopped.Heaviest.Select(host => (Host: host, Kind: "hole")))
                .OrderByDescending(one => one.Host.First)
                .ThenBy(one => one.Host.Name, StringComparer.Ordinal)
                .Take(2 * Most)
                .Select(one => new SpanRow(
                    Name(one.Host.Name),
                    $"{(one.Host.IsExact ? "" : "by ")}{Moment.Long(one.Host.First, zone)}",
                    Share.Of((one.Host.First - begin).TotalSeconds, whole),
                    Share.Of((one.Host.Last - one.Host.First).TotalSeconds, whole),
                    one.Kind,
                    $"{Fate(one.Kind)}, {AtLeast(one.Host)}{Share.Count(one.Host.Requests)} until {Moment.Long(one.Host.Last, zone)}")),
        ];
    }

    private static string Fate(string kind) => kind switch
    {
        "passed" => "allowed",
        "unproven" => "not reached",
        _ => "denied or cut",
    };

    private static string AtLeast(HostTraffic host) => host.IsExact ? "" : "≥ ";

    private static BarRow Others(TopNames names, string value, long others, long most) => new(
        names.HasOverflown ? "all others" : $"{Share.Count(names.Count - Most)} others", value, Share.Of(others, most), "others");
}
