using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>What is known of one name in a <see cref="TopNames"/>.</summary>
internal sealed class HostTraffic(string name)
{
    // The words may hold a method, which the client makes up.
    private const int MostReasons = 8;
    private const string OtherReasons = "other reasons";

    private Dictionary<string, long>? _reasons;

    /// <summary>The name as the log has it: text from outside.</summary>
    public string Name { get; } = name;

    /// <summary>What it is ranked by. Never less than what truly belongs to it.</summary>
    public long Weight { get; set; }

    /// <summary>
    /// By how much the weight may be too high: what was counted for names that had its place before. The other figures
    /// count from when it got the place. 0 where all of it is exact.
    /// </summary>
    public long Slack { get; init; }

    /// <summary>Its requests.</summary>
    public long Requests { get; private set; }

    /// <summary>The bytes that were sent to it.</summary>
    public long Sent { get; private set; }

    /// <summary>The bytes that came back.</summary>
    public long Received { get; private set; }

    /// <summary>The earliest request.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The latest request.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Its requests that were refused for the address that it leads to.</summary>
    public long ForAddress { get; private set; }

    /// <summary>Every reason that the log gives, in words and with a count, the most frequent first.</summary>
    public IEnumerable<(string Words, long Count)> Reasons => (_reasons ?? [])
        .Select(reason => (reason.Key, reason.Value))
        .OrderByDescending(reason => reason.Value)
        .ThenBy(reason => reason.Key, StringComparer.Ordinal);

    /// <summary>Its place in the heap.</summary>
    public int Place { get; set; }

    /// <summary>Whether all its figures are exact.</summary>
    public bool IsExact => Slack == 0;

    /// <summary>Takes a request into account.</summary>
    public void Add(ProxyEvent request)
    {
        Requests++;
        if (request.Status == 200)
        {
            Sent = Bytes.Sum(Sent, request.BytesSent);
            Received = Bytes.Sum(Received, request.BytesReceived);
        }

        First = request.Time < First ? request.Time : First;
        Last = request.Time > Last ? request.Time : Last;
        ForAddress += request.IsForAddress ? 1 : 0;
        if (request.Status == 200 && !request.IsCut)
            return;

        _reasons ??= new Dictionary<string, long>(1, StringComparer.Ordinal);
        var words = Policy.Decisions.Reasons.InWords(request);
        words = _reasons.Count < MostReasons || _reasons.ContainsKey(words) ? words : OtherReasons;
        _reasons[words] = _reasons.GetValueOrDefault(words) + 1;
    }
}
