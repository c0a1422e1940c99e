using AiSandbox.Host.Services.Logs;

namespace AiSandbox.Host.Services.Traffic;

/// <summary>What is known of one name in a <see cref="TopNames"/>.</summary>
/// <param name="name">The name as the log has it.</param>
internal sealed class HostTraffic(string name)
{
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

    /// <summary>What the log says of the latest request.</summary>
    public ProxyEvent? Latest { get; private set; }

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
        if (request.Time < Last)
            return;

        Last = request.Time;
        Latest = request;
    }
}
