using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Logging;

namespace AiSandbox.Guard.Relay;

/// <summary>The times of a tunnel. They are only noted as bytes go by; somebody else looks at them once in a while.</summary>
public sealed class TunnelClock(GuardOptions options, int checks)
{
    private readonly long _opened = Environment.TickCount64;
    private long _lastByte = Environment.TickCount64;
    private int _checks = checks;
    private volatile bool _isHalfClosed;

    /// <summary>Whether the client has nothing more to send.</summary>
    public bool IsHalfClosed => _isHalfClosed;

    /// <summary>When the last byte came by, in milliseconds of the system's tick count.</summary>
    public long LastByte => Interlocked.Read(ref _lastByte);

    /// <summary>Bytes go by.</summary>
    public void Touch() => Interlocked.Exchange(ref _lastByte, Environment.TickCount64);

    /// <summary>One side has said what it is.</summary>
    public void Checked() => Interlocked.Decrement(ref _checks);

    /// <summary>The client has nothing more to send.</summary>
    public void HalfClosed() => _isHalfClosed = true;

    /// <summary>The reason to cut the tunnel at a moment; or null.</summary>
    /// <param name="now">The moment, in milliseconds of the system's tick count.</param>
    public string? Overdue(long now)
    {
        var silence = (now - LastByte) / 1000.0;
        if (Volatile.Read(ref _checks) > 0 && (now - _opened) / 1000.0 >= options.FirstBytesSeconds)
            return Reasons.FirstBytesTime;
        if (_isHalfClosed && silence >= options.HalfClosedSeconds)
            return Reasons.HalfClosedIdle;
        return silence >= options.IdleSeconds ? Reasons.Idle : null;
    }
}
