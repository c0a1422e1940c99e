namespace AiSandbox.Host.Services.Allowlist.Edits;

/// <summary>The names of a rendered list, which is what the proxy decides by.</summary>
/// <param name="text">The list: a name a line, with a leading dot where subdomains are meant.</param>
public sealed class NameSet(string text)
{
    private readonly HashSet<string> _names = new(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Whether all that a name stands for is on the list.</summary>
    /// <param name="spelling">A host, or a domain with a leading dot.</param>
    public bool Covers(string spelling)
    {
        if (_names.Contains(spelling))
            return true;

        for (var rest = spelling.TrimStart('.'); rest.Length > 0;)
        {
            if (_names.Contains($".{rest}"))
                return true;

            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }

        return false;
    }
}
