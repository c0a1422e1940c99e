using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>
/// A log added up line by line, in memory that does not grow with it. What counts as a request is what <c>LogsProxy</c>
/// shows: the proxy's decision, and what the guard refused or cut. A tunnel counts when it ends, and a cut one twice: it
/// was let through, and then cut.
/// </summary>
internal sealed class TrafficTally(EntryNames entries, DateTimeOffset? since = null)
{
    /// <summary>How many names are kept of each kind.</summary>
    public const int MostNames = 1000;

    /// <summary>The lines that were read.</summary>
    public long Lines { get; private set; }

    /// <summary>The lines that could not be read.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The first of those: its number, counted from 1, and its text.</summary>
    public (long Number, string Text)? FirstUnreadable { get; private set; }

    /// <summary>The time of the earliest line, whether or not it counts.</summary>
    public DateTimeOffset? Begin { get; private set; }

    /// <summary>All requests together.</summary>
    public TimeBucket Sum { get; } = new();

    /// <summary>Tunnels that are open at the end of the log; at least so many.</summary>
    public long Open { get; private set; }

    /// <summary>Requests over time.</summary>
    public TimeLine Times { get; } = new();

    /// <summary>Hosts with their ports by how often they were let through and reached.</summary>
    public TopNames Allowed { get; } = new(MostNames);

    /// <summary>Hosts with their ports by how often they were let through and not reached.</summary>
    public TopNames Unreached { get; } = new(MostNames);

    /// <summary>Hosts by the bytes that were sent to them.</summary>
    public TopNames Sent { get; } = new(MostNames);

    /// <summary>Hosts with their ports by how often they were refused or cut.</summary>
    public TopNames Stopped { get; } = new(MostNames);

    /// <summary>Why requests were refused or cut.</summary>
    public TopNames Reasons { get; } = new(100);

    /// <summary>How long tunnels lived.</summary>
    public DurationHistogram Durations { get; } = new();

    /// <summary>The bytes against the budget.</summary>
    public EntryBytes Budgets { get; } = new();

    /// <summary>The first and the last request.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? Period { get; private set; }

    /// <summary>Takes a line into account.</summary>
    public void Add(string text)
    {
        Lines++;
        if (ProxyEventParser.Parse(text) is not { } request)
        {
            Unreadable++;
            FirstUnreadable ??= (Lines, text.Length > 200 ? text[..200] : text);
            return;
        }

        Begin = Begin < request.Time ? Begin : request.Time;
        FollowTunnels(request);
        if (request is { IsAllowed: true, Status: 200, IsNoise: false })
            Budgets.Add(entries.Of(request.Host, request.Port), request.BytesSent);
        if (request is { IsNoise: false, IsGoodbye: false } && !(request.Time < since))
            Count(request);
    }

    private void FollowTunnels(ProxyEvent request)
    {
        switch (request)
        {
            case { Event: "note", Reason: "started" }:
                Open = 0;
                Budgets.Restart(request.Time);
                break;
            case { Event: "open" }:
                Open++;
                break;
            case { Event: "close" or "cut", Status: 200 } when Open > 0:
                Open--;
                break;
        }
    }

    private void Count(ProxyEvent request)
    {
        var time = request.Time;
        Period = Period is var (first, last) ? (time < first ? time : first, time > last ? time : last) : (time, time);
        Times.At(time).Add(request);
        Sum.Add(request);
        var names = request switch { { IsUnreached: true } => Unreached, { IsAllowed: true } => Allowed, _ => Stopped };
        names.Add(request.Target, 1, request);
        if (names == Stopped)
            Reasons.Add(Policy.Decisions.Reasons.InWords(request), 1, request);
        if (names != Allowed)
            return;

        Sent.Add(request.Host, request.BytesSent, request);
        Durations.Add(request.Duration);
    }
}
