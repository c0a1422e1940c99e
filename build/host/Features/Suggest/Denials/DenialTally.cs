using System.Runtime.InteropServices;
using AiSandbox.Policy;
using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Features.Suggest.Denials;

/// <summary>
/// Counts refused names in constant memory: an agent can ask for a million of them. Where there are too many, those that
/// were asked for most often stay, and what is left out is counted.
/// </summary>
/// <param name="reason">The reason of the refusals that count: one of <see cref="Reasons"/>.</param>
public sealed class DenialTally(PublicSuffixList suffixes, int most = 2000, string reason = Reasons.Name)
{
    private readonly Dictionary<(string Host, AllowedPorts Port), Denial> _denials = [];
    private readonly Dictionary<string, Names> _domains = new(StringComparer.Ordinal);

    /// <summary>The requests that were refused for the reason.</summary>
    public long Requests { get; private set; }

    /// <summary>Those of them whose name can stand in no list.</summary>
    public long Unlistable { get; private set; }

    /// <summary>Those of them whose name was not kept.</summary>
    public long LeftOut { get; private set; }

    /// <summary>The domains, the most asked for first.</summary>
    public IReadOnlyList<DeniedDomain> Domains => [.. _denials.Values
        .GroupBy(denial => RegistrableDomain.Of(denial.Host, suffixes), StringComparer.Ordinal)
        .Select(group => (group.Key, Names: _domains.GetValueOrDefault(group.Key), Denials: group))
        .Select(domain => new DeniedDomain(
            domain.Key,
            domain.Names?.Requests ?? domain.Denials.Sum(denial => denial.Count),
            domain.Names?.HasMany == true,
            [.. domain.Denials.OrderByDescending(denial => denial.Count).ThenBy(denial => denial.Host, StringComparer.Ordinal)]))
        .OrderByDescending(domain => domain.Requests)
        .ThenBy(domain => domain.Name, StringComparer.Ordinal)];

    /// <summary>Counts an event, where it is a refusal for the reason.</summary>
    public void Add(ProxyEvent request)
    {
        if (request.IsAllowed || request.IsNoise || request.Reason != reason)
            return;

        Requests++;
        if (PortOf(request.WantedPort) is not { } port || NameOf(request.Host) is not { } host)
        {
            Unlistable++;
            return;
        }

        ref var denial = ref CollectionsMarshal.GetValueRefOrAddDefault(_denials, (host, port), out _);
        denial ??= new Denial(host, port);
        denial.Add(request.Time);

        var domain = RegistrableDomain.Of(host, suffixes);
        ref var names = ref CollectionsMarshal.GetValueRefOrAddDefault(_domains, domain, out _);
        names ??= new Names();
        names.Add(host);

        // Every so often, so that a request costs little on average.
        if (_denials.Count > 2 * most)
            LeftOut += Prune(_denials, most, denial => denial.Count, denial => denial.Last.Ticks);
        if (_domains.Count > 2 * most)
            Prune(_domains, most, kept => kept.Requests, kept => kept.Distinct);
    }

    private static long Prune<TKey, TValue>(
        Dictionary<TKey, TValue> all, int most, Func<TValue, long> count, Func<TValue, long> then)
        where TKey : notnull
    {
        var gone = all.OrderByDescending(one => count(one.Value))
            .ThenByDescending(one => then(one.Value))
            .Skip(most)
            .ToList();
        foreach (var (key, _) in gone)
            all.Remove(key);

        return gone.Sum(one => count(one.Value));
    }

    private static AllowedPorts? PortOf(string port) => port switch
    {
        "443" => AllowedPorts.Https,
        "22" => AllowedPorts.Ssh,
        _ => null,
    };

    // One dot at the end does not count, as for the proxy.
    private static string? NameOf(string host) => AskedName.Read(host.EndsWith('.') ? host[..^1] : host, out _);

    // Hashes are enough: a collision makes a domain look less busy by one.
    private sealed class Names
    {
        private readonly HashSet<int> _hashes = [];

        public long Requests { get; private set; }

        public int Distinct => _hashes.Count;

        public bool HasMany => _hashes.Count >= Suspicion.ManyNames;

        public void Add(string host)
        {
            Requests++;
            if (!HasMany)
                _hashes.Add(StringComparer.Ordinal.GetHashCode(host));
        }
    }
}
