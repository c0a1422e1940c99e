using AiSandbox.Guard.Logging;

namespace AiSandbox.Guard.Gate;

/// <summary>
/// Writes down the names that were refused: each once a minute, and no more in a minute than somebody could read. The agent
/// chooses the names, so a flood of them must neither fill a disk nor keep a processor busy.
/// </summary>
internal sealed class RefusalLog(AccessLog log, TimeProvider time)
{
    /// <summary>The most lines in a minute. What is beyond that is told of in one line.</summary>
    public const int MostAMinute = 512;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _writing = new();
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private long _begun = time.GetTimestamp();

    public void Write(string name)
    {
        bool isBeyond;
        lock (_writing)
        {
            if (time.GetElapsedTime(_begun) >= Minute)
            {
                _begun = time.GetTimestamp();
                _written.Clear();
            }

            if (_written.Count > MostAMinute || !_written.Add(name))
                return;
            isBeyond = _written.Count > MostAMinute;
        }

        log.Write(isBeyond
            ? new LogEntry(LogEvents.Gate, Reason: Reasons.Limit)
            : new LogEntry(LogEvents.Lookup, Host: name, Reason: Reasons.Name));
    }
}
