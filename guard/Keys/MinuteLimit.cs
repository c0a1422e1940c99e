namespace AiSandbox.Guard.Keys;

/// <summary>How often something may happen in a minute.</summary>
internal sealed class MinuteLimit(int most, TimeProvider time)
{
    private readonly Lock _counting = new();
    private long _begin = time.GetTimestamp();
    private int _count;

    public bool TryTake()
    {
        lock (_counting)
        {
            if (time.GetElapsedTime(_begin) >= TimeSpan.FromMinutes(1))
                (_begin, _count) = (time.GetTimestamp(), 0);
            return ++_count <= most;
        }
    }
}
