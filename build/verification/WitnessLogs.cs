using System.Diagnostics;
using System.Text.Json;
using AiSandbox.Policy.Decisions;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification;

/// <summary>What the logs showed.</summary>
/// <param name="Proxy">Decisions of guard and proxy.</param>
/// <param name="Internet">Arrivals at the simulated internet.</param>
internal sealed record Arrivals(IReadOnlyList<ProxyEvent> Proxy, IReadOnlyList<InternetEvent> Internet)
{
    /// <summary>Whether there was nothing.</summary>
    public bool IsEmpty => Proxy.Count == 0 && Internet.Count == 0;

    /// <summary>An observation that has these as well.</summary>
    public Observation AddTo(Observation seen) => seen with
    {
        Proxy = seen.Proxy with { Events = [.. seen.Proxy.Events, .. Proxy] },
        Internet = seen.Internet with { Events = [.. seen.Internet.Events, .. Internet] },
    };
}

/// <summary>Reads the logs of a sandbox, and gives each line to the case that it belongs to.</summary>
internal sealed class WitnessLogs(IVerificationSandbox sandbox)
{
    // A tunnel is logged when it ends, an arrival when a thread has got to it: what is expected gets this long to
    // appear.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Leaves out what the logs hold by now.</summary>
    public async Task SkipAsync(CancellationToken cancellation)
    {
        await sandbox.ReadProxyLogAsync(cancellation);
        await sandbox.ReadInternetLogAsync(cancellation);
    }

    /// <summary>Waits until the logs show what the cases expect, or for as long as it is worth.</summary>
    /// <param name="cases">The cases that ran, and what their clients saw.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What was seen of each, and what none of them expected; a case that ran alone gets all of it.</returns>
    public async Task<(IReadOnlyList<Observation> Seen, Arrivals Stray)> HearAsync(
        IReadOnlyList<(VerificationCase Test, Observation Client)> cases, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var (proxy, internet) = (new List<ProxyEvent>(), new List<InternetEvent>());
        while (true)
        {
            // Both at once. What arrives later than this is read, and red, with the next cases.
            var (reading, other) = (sandbox.ReadProxyLogAsync(cancellation), sandbox.ReadInternetLogAsync(cancellation));
            var lost = (Proxy: Take(await reading, ProxyWitness.Read, proxy), Internet: Take(await other, InternetEvent.Parse, internet));
            var seen = cases.Select(one => Share(one.Test, one.Client, cases.Count == 1, lost)).ToList();
            if (lost != (null, null) || clock.Elapsed > Patience || cases.Zip(seen).All(pair => Judge.IsComplete(pair.First.Test, pair.Second)))
                return (seen, cases.Count == 1 ? new Arrivals([], []) : Stray());
        }

        Observation Share(VerificationCase test, Observation client, bool all, (string? Proxy, string? Internet) lost) => client with
        {
            Proxy = client.Proxy with
            {
                Lost = lost.Proxy,
                Events = [.. proxy.Where(line => all || line.IsExpectedBy(test))],
            },
            Internet = client.Internet with
            {
                Lost = lost.Internet,
                Events = [.. internet.Where(arrival => all || arrival.IsExpectedBy(test))],
            },
        };

        Arrivals Stray() => new(
            [.. proxy.Where(line => !cases.Any(one => line.IsExpectedBy(one.Test)))],
            [.. internet.Where(arrival => !cases.Any(one => arrival.IsExpectedBy(one.Test)))]);
    }

    private static string? Take<T>(LogExtract? extract, Func<IEnumerable<string>, IReadOnlyList<T>> parse, List<T> events)
    {
        if (extract is null)
            return null;
        try
        {
            events.AddRange(parse(extract.Lines));
            return extract.Lost;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            return $"a line cannot be read: {wrong.Message}";
        }
    }
}
