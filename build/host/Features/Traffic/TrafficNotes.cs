using System.Globalization;
using AiSandbox.Host.Platform.Text;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>Something about the traffic that a person should know.</summary>
/// <param name="IsWarning">Whether it asks for a look; else it says how to read the rest.</param>
/// <param name="Text">What, in a sentence.</param>
internal sealed record TrafficNote(bool IsWarning, string Text);

/// <summary>What stands out.</summary>
internal static class TrafficNotes
{
    /// <summary>The part of a budget from which on there is a warning.</summary>
    public const double BudgetWarning = 0.8;

    /// <summary>Below so many bytes, nobody calls it an upload.</summary>
    public const long LeastUpload = 1_000_000;

    /// <summary>So many times as much out as in is an upload.</summary>
    public const int UploadFactor = 3;

    private const int MostOfAKind = 5;

    /// <summary>The notes, warnings first.</summary>
    public static IReadOnlyList<TrafficNote> Of(TrafficTally tally, TrafficScope scope) =>
    [
        .. Budgets(tally, scope.Budget)
            .Concat(Uploads(tally))
            .Concat(Models(tally))
            .Concat(Unreached(tally))
            .Concat(Addresses(tally))
            .Concat(Cuts(tally))
            .Concat(Names(tally))
            .Concat(Unread(tally))
            .Concat(Gaps(tally, scope))
            .OrderBy(note => !note.IsWarning),
    ];

    /// <summary>Whether far more went to a host than came back, and it is no model, whose use looks like that.</summary>
    public static bool IsUpload(HostTraffic host) =>
        host.Sent >= LeastUpload && host.Sent / UploadFactor >= host.Received && KnownHosts.Model(host.Name) is null;

    private static IEnumerable<TrafficNote> Budgets(TrafficTally tally, long? budget)
    {
        if (budget is not { } limit)
        {
            if (tally.Sent.Heaviest.FirstOrDefault() is { } most)
            {
                yield return new TrafficNote(false,
                    $"No budget is set. Most was sent to {SafeText.Ascii(most.Name, 100)}: {Quantity.Size(most.Sent)}. "
                    + "WORKSPACE_EGRESS_BUDGET in env/workspace.env sets one for each entry of the list.");
            }

            yield break;
        }

        var warnings = Warn(
            tally.Budgets.Largest.Where(entry => entry.Sent >= limit * BudgetWarning),
            entry => entry.Sent >= limit
                ? $"{SafeText.Ascii(entry.Entry, 100)} has used up its budget: {Quantity.Size(entry.Sent)} of {Quantity.Size(limit)} sent. The guard denies it until the next Down and Up."
                : $"{SafeText.Ascii(entry.Entry, 100)} has sent {Per(entry.Sent, limit)} of its budget: {Quantity.Size(entry.Sent)} of {Quantity.Size(limit)}. Beyond that its tunnels are cut.",
            $"entries have sent {Per(BudgetWarning, 1)} of their budget or more.");
        foreach (var note in warnings)
            yield return note;
        if (tally.Budgets.Others > 0)
        {
            yield return new TrafficNote(tally.Budgets.Others >= limit * BudgetWarning,
                $"The list has so many entries that some share one budget: {Quantity.Size(tally.Budgets.Others)} of {Quantity.Size(limit)} sent.");
        }
    }

    // A model is sent the whole conversation with each request.
    private static IEnumerable<TrafficNote> Models(TrafficTally tally) => tally.Sent.Heaviest
        .Where(host => host.Sent >= LeastUpload && KnownHosts.Model(host.Name) is not null)
        .Take(MostOfAKind)
        .Select(host => new TrafficNote(false, $"{SafeText.Ascii(host.Name, 100)} is a model of {KnownHosts.Model(host.Name)}: it is sent the conversation each time, {Quantity.Size(host.Sent)} so far."));

    private static IEnumerable<TrafficNote> Uploads(TrafficTally tally) => Warn(
        tally.Sent.Heaviest.Where(IsUpload),
        host => $"{SafeText.Ascii(host.Name, 100)} was sent {Quantity.Size(host.Sent)} and gave back {Quantity.Size(host.Received)}: an upload.",
        "hosts were sent far more than they gave back.");

    // Once is enough for a host that is there: what is never reached is a wrong entry, or one that is needed and down.
    private static IEnumerable<TrafficNote> Unreached(TrafficTally tally) => Warn(
        tally.Unreached.Heaviest.Where(host => tally.Allowed.Lacks(host.Name)),
        host => $"{SafeText.Ascii(host.Name, 100)} is listed and could not be reached at all: {string.Join(", ", host.Reasons.Select(TrafficRows.Say))}.",
        "listed hosts could not be reached at all.");

    private static IEnumerable<TrafficNote> Addresses(TrafficTally tally) => Warn(
        tally.Stopped.Heaviest.Where(host => host.ForAddress > 0),
        host => $"{SafeText.Ascii(host.Name, 100)} is listed and was denied for its address, {Share.Count(host.ForAddress)} times. Explain says whether an entry can open it.",
        "listed hosts were denied for their address.");

    private static IEnumerable<TrafficNote> Cuts(TrafficTally tally)
    {
        if (tally.Sum.Cut > 0)
            yield return new TrafficNote(true, $"The guard cut {Share.Count(tally.Sum.Cut)} of the allowed tunnels. LogsProxy --denied says why, one by one.");
    }

    private static IEnumerable<TrafficNote> Names(TrafficTally tally)
    {
        if (tally.Stopped.HasOverflown)
            yield return new TrafficNote(true, Overflow("denied names"));
        if (tally.Allowed.HasOverflown)
            yield return new TrafficNote(true, Overflow("hosts that were allowed"));

        static string Overflow(string what) =>
            $"More than {Share.Count(TrafficTally.MostNames)} {what}: those with most are shown for certain, with ≥ where a figure counts from later on, and all others together.";
    }

    private static IEnumerable<TrafficNote> Unread(TrafficTally tally)
    {
        if (tally.FirstUnreadable is var (number, text))
        {
            yield return new TrafficNote(true,
                $"{Share.Count(tally.Unreadable)} of {Share.Count(tally.Lines)} lines could not be read and are left out. The first is line {Share.Count(number)}: {SafeText.Of(text, 120)}");
        }
    }

    private static IEnumerable<TrafficNote> Gaps(TrafficTally tally, TrafficScope scope)
    {
        if (scope.Since is { } since && tally.Begin > since)
            yield return new TrafficNote(false, $"The log begins at {Moment.Long(tally.Begin.Value, scope.Zone)}, later than asked for: what was before has been rotated away, or never was.");
        if (tally.Open > 0)
            yield return new TrafficNote(false, $"{Share.Count(tally.Open)} {(tally.Open == 1 ? "tunnel is" : "tunnels are")} still open: a tunnel's bytes count when it ends.");
        if (scope.Budget is not null && tally.Budgets.Since is null && tally.Lines > 0)
            yield return new TrafficNote(false, "The log no longer has the guard's start: more may have been sent against the budgets than is shown.");
    }

    // Each of a few, and where there are more, how many there are in all.
    private static IEnumerable<TrafficNote> Warn<T>(IEnumerable<T> found, Func<T, string> say, string all)
    {
        var every = found.ToList();
        return every.Take(MostOfAKind).Select(say).Concat(every.Count > MostOfAKind ? [$"{every.Count} {all}"] : []).Select(text => new TrafficNote(true, text));
    }

    private static string Per(double part, double whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * part / whole)} %");
}
