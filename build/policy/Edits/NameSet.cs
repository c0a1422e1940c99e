namespace AiSandbox.Policy.Edits;

/// <summary>The names of a rendered list, which is what the proxy decides by.</summary>
public sealed class NameSet
{
    private readonly NameIndex<string> _index = new();

    /// <summary>Reads a list.</summary>
    /// <param name="text">The list: a name a line, with a leading dot where subdomains are meant.</param>
    public NameSet(string text)
    {
        Names = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in Names)
            _index.At(name.TrimStart('.'), name.StartsWith('.')) = name;
    }

    /// <summary>The names.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>Whether all that a name stands for is on the list.</summary>
    /// <param name="spelling">A host, or a domain with a leading dot.</param>
    public bool Covers(string spelling) => Find(spelling) is not null;

    /// <summary>The name of the list that includes all that a name stands for: the narrowest, or <see langword="null"/>.</summary>
    /// <param name="spelling">A host, or a domain with a leading dot.</param>
    public string? Find(string spelling)
    {
        foreach (var name in _index.Including(spelling.TrimStart('.'), spelling.StartsWith('.')))
            return name;

        return null;
    }
}
