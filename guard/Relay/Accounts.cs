using System.Collections.Concurrent;

namespace AiSandbox.Guard.Relay;

/// <summary>The accounts by entry. Only what Squid let through gets one, and there is a bound: the rest share one.</summary>
/// <param name="limit">The most bytes an account may send; 0 for no limit.</param>
public sealed class Accounts(long limit)
{
    private const int Maximum = 10_000;

    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Account _others = new(limit);

    /// <summary>The account of an entry that has one, or null.</summary>
    /// <param name="entry">The entry, or the host where none covers it.</param>
    public Account? Find(string entry) => _accounts.GetValueOrDefault(entry) ?? (IsFull ? _others : null);

    /// <summary>The account of an entry, a new one if need be.</summary>
    /// <param name="entry">The entry, or the host where none covers it.</param>
    public Account Of(string entry)
    {
        if (_accounts.TryGetValue(entry, out var account))
            return account;
        return IsFull ? _others : _accounts.GetOrAdd(entry, _ => new Account(limit));
    }

    private bool IsFull => _accounts.Count >= Maximum;
}
