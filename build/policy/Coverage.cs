namespace AiSandbox.Policy;

/// <summary>
/// Tells which entries say nothing new. For each name it keeps the longest-lived entry of each kind, so that neither
/// many entries nor many of one name take more than linear time.
/// </summary>
internal sealed class Coverage
{
    private readonly NameIndex<Best> _index = new();

    /// <summary>Takes an entry into account; of two that say the same, the first stays.</summary>
    public void Add(AllowlistEntry entry)
    {
        ref var first = ref _index.At(entry.Name, entry.IncludesSubdomains);
        for (var best = first; best is not null; best = best.Next)
        {
            if (best.Entry.Ports != entry.Ports || best.Entry.Private != entry.Private)
                continue;
            if (Outlives(entry, best.Entry))
                best.Entry = entry;

            return;
        }

        first = new Best(entry, first);
    }

    /// <summary>Another entry that allows all that this one does, or <see langword="null"/>.</summary>
    public AllowlistEntry? Of(AllowlistEntry entry)
    {
        foreach (var first in _index.Including(entry.Name, entry.IncludesSubdomains))
        {
            for (var best = first; best is not null; best = best.Next)
            {
                if (!ReferenceEquals(best.Entry, entry) && Allows(best.Entry, entry))
                    return best.Entry;
            }
        }

        return null;
    }

    private static bool Allows(AllowlistEntry other, AllowlistEntry entry) =>
        (entry.Ports & ~other.Ports) == AllowedPorts.None
        && (other.Private || !entry.Private)
        && !Outlives(entry, other);

    private static bool Outlives(AllowlistEntry entry, AllowlistEntry other) =>
        other.Until is { } last && (entry.Until is not { } day || day > last);

    // At most six a name: three sets of ports, private or not.
    private sealed class Best(AllowlistEntry entry, Best? next)
    {
        public AllowlistEntry Entry { get; set; } = entry;

        public Best? Next { get; } = next;
    }
}
