using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>
/// The names that matter most, in bounded memory: Space-Saving (Metwally, Agrawal, El Abbadi 2005). When all places are
/// taken, a new name gets that of the least and inherits its weight. So whoever has more than one part in
/// <c>capacity</c> of all weight is among them for certain, however many other names an agent makes up.
/// </summary>
internal sealed class TopNames(int capacity)
{
    private const int LongestName = 255;

    private readonly Dictionary<string, HostTraffic> _names = new(StringComparer.Ordinal);
    // A heap: the least weight first.
    private readonly List<HostTraffic> _heap = [];

    /// <summary>The weight of all that was added.</summary>
    public long Total { get; private set; }

    /// <summary>How many names are kept at present.</summary>
    public int Count => _heap.Count;

    /// <summary>Whether there were more names than places.</summary>
    public bool HasOverflown { get; private set; }

    /// <summary>The names, the heaviest first.</summary>
    public IEnumerable<HostTraffic> Heaviest => _heap
        .OrderByDescending(host => host.Weight - host.Slack)
        .ThenBy(host => host.Name, StringComparer.Ordinal);

    /// <summary>Whether a name is known to be none of them: with more names than places that is never certain.</summary>
    public bool Lacks(string name) => !HasOverflown && !_names.ContainsKey(Short(name));

    private static string Short(string name) => name.Length <= LongestName ? name : $"{name[..LongestName]}…";

    /// <summary>Takes a request into account.</summary>
    /// <param name="name">The name that it counts for.</param>
    /// <param name="weight">How much it counts.</param>
    /// <param name="request">The request.</param>
    public void Add(string name, long weight, ProxyEvent request)
    {
        name = Short(name);
        if (!_names.TryGetValue(name, out var host))
            host = _heap.Count < capacity ? Append(new HostTraffic(name)) : Replace(name);

        Total = Bytes.Sum(Total, weight);
        host.Weight = Bytes.Sum(host.Weight, weight);
        host.Add(request);
        SiftDown(host);
    }

    private HostTraffic Append(HostTraffic host)
    {
        // Nothing weighs less than nothing: it belongs at the top.
        _heap.Add(host);
        _names.Add(host.Name, host);
        for (host.Place = _heap.Count - 1; host.Place > 0 && Above(host.Place).Weight > host.Weight;)
            Swap(host, Above(host.Place));

        return host;
    }

    private HostTraffic Replace(string name)
    {
        HasOverflown = true;
        var least = _heap[0];
        var host = new HostTraffic(name) { Weight = least.Weight, Slack = least.Weight };
        _names.Remove(least.Name);
        _names.Add(name, host);
        _heap[0] = host;
        return host;
    }

    private HostTraffic Above(int place) => _heap[(place - 1) / 2];

    private void SiftDown(HostTraffic host)
    {
        while (true)
        {
            var (left, right) = ((2 * host.Place) + 1, (2 * host.Place) + 2);
            if (left >= _heap.Count)
                return;

            var lighter = right < _heap.Count && _heap[right].Weight < _heap[left].Weight ? _heap[right] : _heap[left];
            if (lighter.Weight >= host.Weight)
                return;
            Swap(host, lighter);
        }
    }

    private void Swap(HostTraffic one, HostTraffic other)
    {
        (one.Place, other.Place) = (other.Place, one.Place);
        (_heap[one.Place], _heap[other.Place]) = (one, other);
    }
}
