using System.Globalization;
using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Host.Features.Suggest.Denials;

/// <summary>What is thought of the refused domains.</summary>
/// <param name="Domains">
/// The domains, each with the reason why it is not proposed, or <see langword="null"/>; those without a reason first.
/// </param>
/// <param name="Proposal">What is proposed for the rest.</param>
/// <param name="Unproposed">Hosts that are not proposed, because others were asked for more often.</param>
public sealed record DenialReview(
    IReadOnlyList<(DeniedDomain Domain, string? Suspicion)> Domains, Proposal Proposal, int Unproposed)
{
    // More than anybody reviews: beyond that, somebody asks for names to hide among them.
    private const int MostHosts = 40;

    /// <summary>Looks at the domains. A host that a preset has is no channel, however often it is asked for.</summary>
    public static DenialReview Of(IReadOnlyList<DeniedDomain> domains, IReadOnlyList<Preset> presets, AllowedSites sites)
    {
        var known = new AllowedSites(presets.SelectMany(preset => preset.Entries));
        var judged = domains.Select(domain => (Domain: domain, Why: SuspicionOf(domain, known)))
            .OrderBy(one => one.Why is not null)
            .ToList();
        var candidates = judged
            .SelectMany(one => one.Domain.Denials.Where(denial => one.Why is null || IsKnown(denial, known)))
            .Where(denial => KnownHosts.Telemetry(denial.Host) is null)
            .ToLookup(denial => IsKnown(denial, known));
        var unknown = candidates[false].OrderByDescending(denial => denial.Count).ToList();
        var wanted = candidates[true].Concat(unknown.Take(MostHosts))
            .Select(denial => new Wanted(denial.Host, denial.Port, Times(denial.Count)))
            .ToList();

        return new DenialReview(
            judged, new PresetChoice(presets, sites).Choose(wanted, []), Math.Max(0, unknown.Count - MostHosts));
    }

    /// <summary>A count in words.</summary>
    internal static string Times(long count) => count == 1
        ? "denied once"
        : string.Create(CultureInfo.InvariantCulture, $"denied {count} times");

    private static string? SuspicionOf(DeniedDomain domain, AllowedSites known)
    {
        var unknown = domain.Denials.Where(denial => !IsKnown(denial, known) && KnownHosts.Telemetry(denial.Host) is null).ToList();
        if (unknown.Count == 0)
            return null;
        if (domain.HasManyNames)
            return $"{Suspicion.ManyNames} names or more below one domain";

        return unknown.Select(denial => Suspicion.Of(denial.Host)).FirstOrDefault(why => why is not null);
    }

    private static bool IsKnown(Denial denial, AllowedSites known) => known.Matches(denial.Host, denial.Port.Number());
}
