namespace AiSandbox.Policy.Edits;

/// <summary>What is left of a domain after entries of its name were removed.</summary>
public static class Remains
{
    /// <summary>
    /// The entries through which a host, or anything at or below a domain, still passes: those above it, and for a domain
    /// those within it.
    /// </summary>
    /// <param name="sites">The list.</param>
    /// <param name="denied">The name, and whether everything below it is meant.</param>
    public static IReadOnlyList<AllowlistEntry> Of(AllowedSites sites, AllowlistEntry denied) =>
        [.. sites.Entries.Where(entry => Includes(entry, denied) || Includes(denied, entry))];

    private static bool Includes(AllowlistEntry outer, AllowlistEntry inner) => outer.Includes(inner.Name, inner.IncludesSubdomains);
}
