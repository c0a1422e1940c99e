using System.Globalization;

namespace AiSandbox.Policy;

/// <summary>The allowlist that is in force: what the proxy lets through.</summary>
public sealed class AllowedSites
{
    private readonly Lazy<NameIndex<List<AllowlistEntry>>> _index;

    /// <summary>A list of entries that have not expired.</summary>
    public AllowedSites(IEnumerable<AllowlistEntry> entries)
    {
        Entries = [.. entries];
        _index = new(() => IndexOf(Entries));
    }

    /// <summary>The list that lets nothing through.</summary>
    public static AllowedSites Nothing { get; } = new([]);

    /// <summary>The entries in the order of the files, without those that others cover.</summary>
    public IReadOnlyList<AllowlistEntry> Entries { get; }

    /// <summary>
    /// Whether a CONNECT to a host and port passes; where its address must not be private, that is the proxy's
    /// decision.
    /// </summary>
    /// <param name="host">The host as a client asks for it: case and one dot at the end do not count.</param>
    /// <param name="port">The port.</param>
    public bool Matches(string host, int port) => Find(host, port) is not null;

    /// <summary>
    /// The entry that lets a CONNECT to a host and port pass: the most specific, or <see langword="null"/>.
    /// </summary>
    /// <param name="host">The host as a client asks for it: case and one dot at the end do not count.</param>
    /// <param name="port">The port.</param>
    public AllowlistEntry? Find(string host, int port)
    {
        var wanted = PortNumbers.Of(port);
        if (wanted == AllowedPorts.None)
            return null;

        var name = host.ToLower(CultureInfo.InvariantCulture);
        name = name.EndsWith('.') ? name[..^1] : name;

        foreach (var entries in _index.Value.Including(name, isDomain: false))
        {
            if (entries.Find(entry => entry.Ports.HasFlag(wanted)) is { } found)
                return found;
        }

        return null;
    }

    private static NameIndex<List<AllowlistEntry>> IndexOf(IReadOnlyList<AllowlistEntry> entries)
    {
        var index = new NameIndex<List<AllowlistEntry>>();
        foreach (var entry in entries)
            (index.At(entry.Name, entry.IncludesSubdomains) ??= []).Add(entry);

        return index;
    }
}
