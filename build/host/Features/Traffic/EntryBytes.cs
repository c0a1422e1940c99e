namespace AiSandbox.Host.Features.Traffic;

/// <summary>
/// The bytes that were sent to the hosts of each entry since the guard started, as it counts them against the budget.
/// Like there, so many entries have an account, and the rest share one.
/// </summary>
internal sealed class EntryBytes
{
    private const int Most = 10_000;

    private readonly Dictionary<string, long> _sent = new(StringComparer.Ordinal);

    /// <summary>The bytes of the entries that share an account.</summary>
    public long Others { get; private set; }

    /// <summary>When the guard started; <see langword="null"/> where the log begins later.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>The entries, the most bytes first.</summary>
    public IEnumerable<(string Entry, long Sent)> Largest => _sent
        .Select(entry => (entry.Key, entry.Value))
        .OrderByDescending(entry => entry.Value)
        .ThenBy(entry => entry.Key, StringComparer.Ordinal);

    /// <summary>Takes bytes into account.</summary>
    public void Add(string entry, long bytes)
    {
        if (_sent.TryGetValue(entry, out var sent) || _sent.Count < Most)
            _sent[entry] = Bytes.Sum(sent, bytes);
        else
            Others = Bytes.Sum(Others, bytes);
    }

    /// <summary>The guard started again, with every budget as it was set.</summary>
    public void Restart(DateTimeOffset time)
    {
        _sent.Clear();
        (Others, Since) = (0, time);
    }
}
