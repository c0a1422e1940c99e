using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Features.Suggest.Denials;

/// <summary>
/// Listed hosts that were refused for their address. What opens one is a command to type and stands in no diff: it opens a
/// network of the owner's, and whoever answers for the name says which.
/// </summary>
internal sealed class AddressReport(HostOptions options, AllowedSites sites)
{
    private const int MostHosts = 20;

    private readonly NameSet _private = new(ProxyLists.Of(sites).Private);

    /// <summary>The lines; none where nothing was refused so, or what was is open by now.</summary>
    /// <param name="hidden">Refusals for an address that <c>private</c> opens.</param>
    /// <param name="never">Refusals for one that nothing opens.</param>
    /// <param name="ipv6">Refusals for a private one of IPv6.</param>
    public IEnumerable<string> Lines(DenialTally hidden, DenialTally never, DenialTally ipv6) =>
    [
        .. Opened(hidden, never),
        .. Closed(never, "this machine, a link-local address or cloud metadata, which no entry opens"),
        .. Closed(ipv6, "a private IPv6 address; a sandbox has IPv4 alone, so no entry helps"),
    ];

    private IEnumerable<string> Opened(DenialTally hidden, DenialTally never)
    {
        var closed = Listed(never);
        // One that leads to both may not be opened: private would not help.
        var asked = Listed(hidden).Where(one => !_private.Covers(one.Denial.Host) && !closed.Exists(other => other.Denial.Host == one.Denial.Host)).ToList();
        if (asked.Count > 0)
        {
            yield return "";
            yield return "Listed, and denied because the name leads to a private network. Only where it is a host of your own: whoever "
                + "controls its DNS chooses which machine of your network the workspace reaches.";
            foreach (var (denial, suspicion) in asked.Take(MostHosts))
            {
                yield return suspicion is null
                    ? $"  {options.CommandFor("Allow")} {Option.Domain}={denial.Host}{DomainOption.PortsOption(denial.Port)} {Option.Private}  # {DenialReview.Times(denial.Count)}"
                    : $"  {denial}  {DenialReview.Times(denial.Count)}  SUSPICIOUS, not proposed: {suspicion}";
            }

            if (asked.Count > MostHosts)
                yield return $"  … and {asked.Count - MostHosts} more";
        }
    }

    private IEnumerable<string> Closed(DenialTally tally, string leadsTo)
    {
        var closed = Listed(tally);
        if (closed.Count == 0)
            yield break;

        yield return "";
        yield return $"Listed, and denied because the name leads to {leadsTo}:";
        foreach (var (denial, _) in closed.Take(MostHosts))
            yield return $"  {denial}  {DenialReview.Times(denial.Count)}";
        if (closed.Count > MostHosts)
            yield return $"  … and {closed.Count - MostHosts} more";
    }

    private List<(Denial Denial, string? Suspicion)> Listed(DenialTally tally) =>
    [
        .. tally.Domains.SelectMany(domain => domain.Denials.Select(denial => (denial, domain.HasManyNames
                ? $"{Suspicion.ManyNames} names or more below one domain"
                : Suspicion.Of(denial.Host))))
            .Where(one => sites.Matches(one.denial.Host, one.denial.Port.Number())),
    ];
}
