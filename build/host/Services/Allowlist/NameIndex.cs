namespace AiSandbox.Host.Services.Allowlist;

/// <summary>Finds what was stored for a name or for a domain above it, in time that grows with the name alone.</summary>
internal sealed class NameIndex<T>
    where T : class
{
    private readonly Dictionary<string, T> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T> _domains = new(StringComparer.Ordinal);

    /// <summary>What is stored for exactly this host, or this domain.</summary>
    public T GetOrAdd(string name, bool isDomain, Func<T> create)
    {
        var table = isDomain ? _domains : _hosts;
        if (!table.TryGetValue(name, out var value))
            table.Add(name, value = create());

        return value;
    }

    /// <summary>What is stored for whatever includes a host, or a domain: itself first, then the domains above it.</summary>
    public IEnumerable<T> Including(string name, bool isDomain)
    {
        if (!isDomain && _hosts.TryGetValue(name, out var host))
            yield return host;

        for (var start = 0; ;)
        {
            if (_domains.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name.AsSpan(start), out var domain))
                yield return domain;

            var dot = name.IndexOf('.', start);
            if (dot < 0)
                yield break;

            start = dot + 1;
        }
    }
}
