using System.Text;

namespace AiSandbox.Policy;

/// <summary>
/// The files that Squid reads, one canonical name a line. Where a name lies below a listed domain it is left out: Squid
/// 5 and 6 end at <c>a.example</c> or <c>example</c> beside <c>.example</c>.
/// </summary>
/// <param name="Https">Names that are open on 443: the file allowed-443.</param>
/// <param name="Ssh">Names that are open on 22: the file allowed-22.</param>
/// <param name="Private">Names that may have a private address, on whichever port they are open: the file
/// allowed-private.</param>
public sealed record ProxyLists(string Https, string Ssh, string Private)
{
    /// <summary>Renders the list that is in force.</summary>
    public static ProxyLists Of(AllowedSites sites) => new(
        Text(sites.Entries.Where(entry => entry.Ports.HasFlag(AllowedPorts.Https))),
        Text(sites.Entries.Where(entry => entry.Ports.HasFlag(AllowedPorts.Ssh))),
        Text(sites.Entries.Where(entry => entry.Private)));

    /// <summary>Lists that were rendered before; <see langword="null"/> where one of the files is missing.</summary>
    /// <param name="files">The texts by file name.</param>
    public static ProxyLists? Of(IReadOnlyDictionary<string, string> files) =>
        files.TryGetValue("allowed-443", out var https)
            && files.TryGetValue("allowed-22", out var ssh)
            && files.TryGetValue("allowed-private", out var hidden)
                ? new ProxyLists(https, ssh, hidden)
                : null;

    /// <summary>The texts by file name.</summary>
    public IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["allowed-443"] = Https,
        ["allowed-22"] = Ssh,
        ["allowed-private"] = Private,
    };

    private static string Text(IEnumerable<AllowlistEntry> entries)
    {
        var listed = entries.ToList();
        var index = new NameIndex<AllowlistEntry>(listed.Count);
        var names = new List<string>(listed.Count);
        foreach (var entry in listed)
            index.At(entry.Name, entry.IncludesSubdomains) ??= entry;
        foreach (var entry in listed)
        {
            if (IsNeeded(entry, index))
                names.Add(entry.Spelling);
        }

        names.Sort(FromTheEnd);
        var text = new StringBuilder();
        foreach (var name in names)
            text.Append(name).Append('\n');

        return text.ToString();
    }

    // Squid keeps names in a splay tree that compares them from the end. In that order each lands beside the last one: read
    // so, 160,000 names take a seventh of the time that they take by their beginnings (docs/performance.md).
    private static int FromTheEnd(string one, string other)
    {
        for (int i = one.Length - 1, j = other.Length - 1; i >= 0 && j >= 0; i--, j--)
        {
            if (one[i] != other[j])
                return one[i].CompareTo(other[j]);
        }

        return one.Length.CompareTo(other.Length);
    }

    // It stands for its name, and no domain includes that.
    private static bool IsNeeded(AllowlistEntry entry, NameIndex<AllowlistEntry> index)
    {
        foreach (var other in index.Including(entry.Name, entry.IncludesSubdomains))
        {
            if (!ReferenceEquals(other, entry))
                return false;
        }

        return true;
    }
}
