using System.Globalization;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Features.Explain;

/// <summary>
/// Requests for a listed host that the proxy refused for the address that the name leads to: all since the last that it let
/// through. The log tells it, and nobody has to ask DNS here, where a name may lead elsewhere.
/// </summary>
/// <param name="Count">How many.</param>
/// <param name="Last">When the last was.</param>
/// <param name="Reason">Why the last was, of <see cref="Reasons"/>.</param>
internal sealed record AddressRefusals(long Count, DateTimeOffset Last, string Reason)
{
    /// <summary>Whether the mark <c>private</c> opens it.</summary>
    public bool IsOpenedByPrivate => Reason == Reasons.Address;

    /// <summary>Reads the log.</summary>
    /// <returns>The refusals by port.</returns>
    public static async Task<IReadOnlyDictionary<string, AddressRefusals>> ReadAsync(
        ProxyLog log, string host, CancellationToken cancellation)
    {
        var refusals = new Dictionary<string, AddressRefusals>(StringComparer.Ordinal);
        await foreach (var line in log.ReadAsync(new ProxyLogFilter(), follow: false, cancellation))
        {
            if (line.Event is not { IsGuard: false, IsLookup: false } request || !IsOf(request.Host, host))
                continue;

            // Another verdict is that of another list, or of an address that was another.
            if (request.IsForAddress)
                refusals[request.Port] = new((refusals.GetValueOrDefault(request.Port)?.Count ?? 0) + 1, request.Time, request.Reason);
            else
                refusals.Remove(request.Port);
        }

        return refusals;
    }

    /// <summary>The refusals in words.</summary>
    /// <param name="zone">The zone that times are shown in.</param>
    public string InWords(TimeZoneInfo zone)
    {
        var when = TimeZoneInfo.ConvertTime(Last, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var count = Count == 1 ? "The last request was" : string.Create(CultureInfo.InvariantCulture, $"The last {Count} requests were");
        return $"{count} denied because of the address that the name leads to ({when}): "
            + Reason switch
            {
                Reasons.AddressNever => "this machine, a link-local address, or cloud metadata, which no entry opens. Only the owner of the name can change where it leads.",
                Reasons.AddressIpv6 => "a private one of IPv6, which a sandbox does not have, so that `private` would not help. Only the owner of the name can take it out of DNS.",
                _ => "a private network, which only an entry with `private` opens.",
            };
    }

    private static bool IsOf(string asked, string host) => string.Equals(asked.TrimEnd('.'), host, StringComparison.OrdinalIgnoreCase);
}
