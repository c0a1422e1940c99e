namespace AiSandbox.Policy;

/// <summary>A name that hands on, or shows to others, what it is given.</summary>
/// <param name="Spelling">The name as an entry would have it: with a leading dot where all below it is meant.</param>
/// <param name="Why">What it is, in words that follow "is".</param>
internal sealed record Relay(string Spelling, string Why)
{
    /// <summary>The name without its dot.</summary>
    public string Name => Spelling.TrimStart('.');
}

/// <summary>Web archives, paste sites, bins of requests, translators, tunnels …: templates/data/relays.txt.</summary>
internal sealed class Relays
{
    private static readonly Lazy<Relays> Shipped = new(() => Read("relays.txt"));

    private readonly NameIndex<Relay> _index = new();
    private readonly Dictionary<string, List<Relay>> _below = new(StringComparer.Ordinal);

    /// <summary>Those that ship.</summary>
    public static Relays Known => Shipped.Value;

    /// <summary>All of them.</summary>
    public List<Relay> All { get; } = [];

    /// <summary>Reads the list: a name a line, its reason behind a #.</summary>
    public static Relays Parse(string text)
    {
        var relays = new Relays();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var hash = line.IndexOf('#', StringComparison.Ordinal);
            relays.Add(new Relay(line[..hash].Trim(), line[(hash + 1)..].Trim()));
        }

        return relays;
    }

    /// <summary>The relay that a host, or a domain with all below it, is a part of; or <see langword="null"/>.</summary>
    public Relay? Of(string name, bool isDomain)
    {
        foreach (var relay in _index.Including(name, isDomain))
            return relay;

        return null;
    }

    /// <summary>The relays that a domain holds with all that is below it.</summary>
    public IReadOnlyList<Relay> Below(string domain) => _below.GetValueOrDefault(domain) ?? [];

    /// <summary>Reads one of the lists that are compiled in.</summary>
    public static Relays Read(string resource)
    {
        using var stream = typeof(Relays).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    private void Add(Relay relay)
    {
        All.Add(relay);
        _index.At(relay.Name, relay.Spelling.StartsWith('.')) = relay;
        for (var rest = relay.Name; rest.Length > 0; rest = rest.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? rest[(dot + 1)..] : "")
        {
            if (!_below.TryGetValue(rest, out var held))
                _below.Add(rest, held = []);
            held.Add(relay);
        }
    }
}
