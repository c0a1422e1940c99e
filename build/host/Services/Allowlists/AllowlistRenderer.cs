namespace AiSandbox.Host.Services.Allowlists;

/// <summary>Renders the list as Squid reads it: a file a port, and one for names that may have a private address.</summary>
public static class AllowlistRenderer
{
    /// <summary>The files by name. Each entry stands there once, and none beside one that covers it: Squid ends at those.</summary>
    public static IReadOnlyDictionary<string, string> Render(Allowlist list) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["allowed-443"] = Text(list.Entries.Where(entry => entry.Ports.Contains(443))),
        ["allowed-22"] = Text(list.Entries.Where(entry => entry.Ports.Contains(22))),
        ["allowed-private"] = Text(list.Entries.Where(entry => entry.Private)),
    };

    private static string Text(IEnumerable<AllowlistEntry> entries)
    {
        var all = entries.ToList();
        var domains = all.Where(entry => entry.Subdomains).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var kept = all
            .Where(entry => !Parents(entry.Name).Any(domains.Contains) && (entry.Subdomains || !domains.Contains(entry.Name)))
            .Select(entry => entry.Pattern)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        return string.Concat(kept.Select(pattern => $"{pattern}\n"));
    }

    private static IEnumerable<string> Parents(string name)
    {
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
            yield return name[(dot + 1)..];
    }
}
