using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Features.Suggest.Denials;

/// <summary>Proposes lines for what the running sandbox was refused. Reads, and writes nothing.</summary>
public sealed class DenialSuggestion(ProxyLog log, ISandboxStart start, AllowlistStore allowlist, TimeProvider time)
{
    /// <summary>The lines of the report, the diff last.</summary>
    /// <exception cref="SandboxException">The sandbox has not run, or list or presets are not valid.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(HostOptions options, CancellationToken cancellation)
    {
        var sites = allowlist.Load();
        var presets = allowlist.AllPresets;
        var since = options.Line.Value(Option.Since) ?? await start.ReadAsync(options.Name, cancellation);
        var tally = new DenialTally(allowlist.Suffixes);
        var hidden = new DenialTally(allowlist.Suffixes, reason: Reasons.Address);
        var never = new DenialTally(allowlist.Suffixes, reason: Reasons.AddressNever);
        var ipv6 = new DenialTally(allowlist.Suffixes, reason: Reasons.AddressIpv6);
        var unreadable = 0L;
        await foreach (var line in log.ReadAsync(new ProxyLogFilter(since, DeniedOnly: true), follow: false, cancellation))
        {
            unreadable += line.Event is null ? 1 : 0;
            foreach (var one in line.Event is null ? [] : new[] { tally, hidden, never, ipv6 })
                one.Add(line.Event!);
        }

        var review = DenialReview.Of(tally.Domains, presets, sites);
        return
        [
            .. new DenialReport(time, options).Lines(since, tally, unreadable, review),
            .. new AddressReport(options, sites).Lines(hidden, never, ipv6),
            .. new ProposalReport(allowlist, options).Lines(review.Proposal),
        ];
    }
}
