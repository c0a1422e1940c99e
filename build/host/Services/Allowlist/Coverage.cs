namespace AiSandbox.Host.Services.Allowlist;

/// <summary>
/// Tells which entries say nothing new. For each name it keeps the longest-lived entry of each kind, so that neither
/// many entries nor many of one name take more than linear time.
/// </summary>
internal sealed class Coverage
{
    private readonly NameIndex<AllowlistEntry?[]> _index = new();

    /// <summary>Takes an entry into account; of two that say the same, the first stays.</summary>
    public void Add(AllowlistEntry entry)
    {
        var kinds = _index.GetOrAdd(entry.Name, entry.IncludesSubdomains, () => new AllowlistEntry?[8]);
        ref var best = ref kinds[(int)entry.Ports | (entry.Private ? 4 : 0)];
        if (best is null || Outlives(entry, best))
            best = entry;
    }

    /// <summary>Another entry that allows all that this one does, or <see langword="null"/>.</summary>
    public AllowlistEntry? Of(AllowlistEntry entry)
    {
        foreach (var kinds in _index.Including(entry.Name, entry.IncludesSubdomains))
        {
            foreach (var other in kinds)
            {
                if (other is not null && !ReferenceEquals(other, entry) && Allows(other, entry))
                    return other;
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
}
