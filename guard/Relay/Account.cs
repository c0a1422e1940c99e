namespace AiSandbox.Guard.Relay;

/// <summary>What clients sent to the hosts of one entry of the list since the start.</summary>
/// <param name="limit">The most; 0 for no limit.</param>
public sealed class Account(long limit)
{
    private long _sent;

    /// <summary>The bytes that were let through.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Whether nothing more may be sent.</summary>
    public bool IsUsedUp => limit > 0 && Sent >= limit;

    /// <summary>Takes bytes off the budget, all or none. What does not fit uses it up.</summary>
    /// <param name="count">How many.</param>
    public bool TrySend(int count)
    {
        while (true)
        {
            var sent = Sent;
            var fits = limit == 0 || sent + count <= limit;
            if (Interlocked.CompareExchange(ref _sent, fits ? sent + count : limit, sent) == sent)
                return fits;
        }
    }
}
