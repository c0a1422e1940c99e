using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest.Denials;

/// <summary>What was refused, as people read it: by domain, with counts and times.</summary>
internal sealed class DenialReport(TimeProvider time, HostOptions options)
{
    private const int MostDomains = 30;
    private const int MostHosts = 10;

    /// <summary>The lines; every name in them is one that the linter takes.</summary>
    public IEnumerable<string> Lines(DateTimeOffset since, DenialTally tally, long unreadable, DenialReview review)
    {
        yield return tally.Requests == 0
            ? $"Nothing was denied since {When(since)} because its name is not listed."
            : $"Denied since {When(since)} because the name is not listed: {Count(tally.Requests, "request")}.";

        foreach (var (domain, suspicion) in review.Domains.Take(MostDomains))
        {
            yield return "";
            yield return suspicion is null
                ? $"{domain.Name}  {Count(domain.Requests, "request")}"
                : $"{domain.Name}  {Count(domain.Requests, "request")}  SUSPICIOUS, not proposed: {suspicion}";
            foreach (var denial in domain.Denials.Take(MostHosts))
            {
                yield return $"  {denial,-50} {denial.Count,6}×  "
                    + $"{When(denial.First)} to {When(denial.Last)}{Fate(denial, review)}";
            }

            if (domain.Denials.Count > MostHosts)
                yield return $"  … and {Count(domain.Denials.Count - MostHosts, "more name")}";
        }

        foreach (var note in Notes(tally, unreadable, review))
            yield return note;
    }

    private string All => $"{options.CommandFor("LogsProxy")} --denied --follow=false";

    private IEnumerable<string> Notes(DenialTally tally, long unreadable, DenialReview review)
    {
        if (review.Domains.Count > MostDomains)
            yield return $"… and {Count(review.Domains.Count - MostDomains, "more domain")}.";
        if (review.Unproposed > 0)
            yield return $"{Count(review.Unproposed, "host")} more were denied, less often than the others, and are not proposed.";
        if (review.Domains.Any(one => one.Suspicion is not null))
        {
            yield return "";
            yield return "A suspicious name may carry data in itself, and whoever owns its domain would read it. "
                + $"See all of them: {All}";
        }

        if (tally.LeftOut > 0)
        {
            yield return $"{Count(tally.LeftOut, "request")} for names that were asked for least are left out: "
                + "there were too many names.";
        }

        if (tally.Unlistable > 0)
            yield return $"{Count(tally.Unlistable, "request")} were for names that can stand in no list.";
        if (unreadable > 0)
            yield return $"{Count(unreadable, "line")} of the log could not be read: {All}";
    }

    private static string Fate(Denial denial, DenialReview review)
    {
        var host = denial.Host;
        if (KnownHosts.Telemetry(host) is { } telemetry)
            return $"  {telemetry}: not needed";
        if (review.Proposal.Presets.FirstOrDefault(one => one.Preset.LetsThrough(host, denial.Port)) is { } preset)
            return $"  {preset.Preset.Spelling}";

        return review.Proposal.Hosts.FirstOrDefault(one => one.Host == host) is { Unfit: { } unfit }
            ? $"  looks like {unfit.Spelling}"
            : "";
    }

    private static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    private string When(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
