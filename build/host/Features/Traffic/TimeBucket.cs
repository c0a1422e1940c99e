using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>What happened in one stretch of time.</summary>
internal sealed class TimeBucket
{
    /// <summary>Requests that were let through and reached the host.</summary>
    public long Allowed { get; set; }

    /// <summary>Requests that were let through, and then the host was not reached.</summary>
    public long Unreached { get; set; }

    /// <summary>Requests that were refused.</summary>
    public long Denied { get; set; }

    /// <summary>Tunnels that the guard ended; they were let through before.</summary>
    public long Cut { get; set; }

    /// <summary>Bytes that went out.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes that came back.</summary>
    public long Received { get; private set; }

    /// <summary>What was refused and what was cut.</summary>
    public long Stopped => Denied + Cut;

    /// <summary>Whether anything happened.</summary>
    public bool IsEmpty => Allowed + Unreached + Stopped == 0;

    /// <summary>Takes over what another one has.</summary>
    public void Add(TimeBucket other)
    {
        Allowed += other.Allowed;
        Unreached += other.Unreached;
        Denied += other.Denied;
        Cut += other.Cut;
        AddBytes(other.Sent, other.Received);
    }

    /// <summary>Counts a request that is over.</summary>
    public void Add(ProxyEvent request)
    {
        switch (request)
        {
            case { IsUnreached: true }:
                Unreached++;
                break;
            case { IsAllowed: true }:
                Allowed++;
                AddBytes(request.BytesSent, request.BytesReceived);
                break;
            case { IsCut: true }:
                Cut++;
                break;
            default:
                Denied++;
                break;
        }
    }

    private void AddBytes(long sent, long received) =>
        (Sent, Received) = (Bytes.Sum(Sent, sent), Bytes.Sum(Received, received));
}
