namespace AiSandbox.Policy.Explaining;

/// <summary>What the list says about a host on one port.</summary>
/// <param name="Port">The port.</param>
/// <param name="Entry">The entry that allows it, or <see langword="null"/>.</param>
/// <param name="Misses">The entries that nearly do, where none does.</param>
public sealed record PortVerdict(int Port, AllowlistEntry? Entry, IReadOnlyList<NearMiss> Misses)
{
    /// <summary>Whether a line of the list could allow it at all.</summary>
    public bool CanBeAllowed => Port is 443 or 22;

    /// <summary>Judges a host on a port.</summary>
    /// <param name="sites">The list that is in force once it is reloaded.</param>
    /// <param name="written">Every entry that stands in its files, those that are over included.</param>
    /// <param name="host">The host in canonical form.</param>
    /// <param name="port">The port.</param>
    /// <param name="today">The day.</param>
    public static PortVerdict Of(
        AllowedSites sites, IEnumerable<AllowlistEntry> written, string host, int port, DateOnly today) =>
        sites.Find(host, port) is { } entry
            ? new PortVerdict(port, entry, [])
            : new PortVerdict(port, null, [.. written.Select(one => Miss(one, host, port, today)).OfType<NearMiss>()]);

    private static NearMiss? Miss(AllowlistEntry entry, string host, int port, DateOnly today)
    {
        var isBelow = host.EndsWith($".{entry.Name}", StringComparison.Ordinal);
        if (host != entry.Name && !isBelow)
            return null;
        if (isBelow && !entry.IncludesSubdomains)
            return new NearMiss(entry, $"that host alone; .{entry.Name} would be it and everything below it");
        if (entry.IsExpired(today))
            return new NearMiss(entry, "its last day is over");

        var wanted = PortNumbers.Of(port);
        return wanted != AllowedPorts.None && !entry.Ports.HasFlag(wanted)
            ? new NearMiss(entry, $"on port {entry.Ports.Number()} alone")
            : null;
    }
}
