using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>
/// Finds the smallest set of lines for what was asked for. A preset is proposed where a manifest needs it, or where more
/// of it was asked for than not; everything else is a host by itself, so that no preset lets in what nobody needs.
/// </summary>
public sealed class PresetChoice(IReadOnlyList<Preset> presets, AllowedSites sites)
{
    /// <summary>Chooses.</summary>
    /// <param name="wanted">The hosts that were asked for.</param>
    /// <param name="needed">The presets that are needed as a whole.</param>
    public Proposal Choose(IReadOnlyCollection<Wanted> wanted, IReadOnlyCollection<WantedPreset> needed)
    {
        var remaining = wanted.Where(one => !sites.Matches(one.Host, one.Port.Number())).ToList();
        var open = sites.Entries.ToList();
        var usable = Usable(wanted);
        var chosen = new List<ProposedPreset>();
        foreach (var need in needed.OrderBy(need => need.Name, StringComparer.Ordinal))
        {
            // What a manifest needs it needs as a whole, so that nothing of it counts as extra.
            var preset = presets.Single(preset => preset.Name == need.Name);
            if (new PresetOpenings(preset, [], open).Extra.Count > 0)
                Take(new ProposedPreset(preset, need.Why, []));
        }

        while (Best(usable, remaining, wanted, open) is { } best)
        {
            Take(new ProposedPreset(best.Preset, Why(remaining.Where(best.Includes)), best.Extra));
        }

        return new Proposal(
            [.. chosen.OrderBy(one => one.Preset.Name, StringComparer.Ordinal)],
            [.. remaining.GroupBy(one => one.Host, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Alone(usable, [.. group], wanted, open))]);

        void Take(ProposedPreset preset)
        {
            chosen.Add(preset);
            open.AddRange(preset.Preset.Entries);
            remaining.RemoveAll(one => preset.Preset.LetsThrough(one.Host, one.Port));
        }
    }

    // An agent's preset shares hosts with services: who asks for such a host alone asks for the service.
    private List<Preset> Usable(IReadOnlyCollection<Wanted> wanted)
    {
        var services = presets.Where(preset => !IsOfAgent(preset)).ToList();
        return
        [
            .. presets.Where(preset => !IsOfAgent(preset) || wanted.Any(one =>
                preset.LetsThrough(one.Host, one.Port) && !services.Exists(service => service.LetsThrough(one.Host, one.Port)))),
        ];

        static bool IsOfAgent(Preset preset) => preset.Entries.Any(entry => KnownHosts.Model(entry.Name) is not null);
    }

    private static PresetOpenings? Best(
        List<Preset> usable, List<Wanted> remaining, IReadOnlyCollection<Wanted> wanted, List<AllowlistEntry> open) => usable
        .Select(preset => new PresetOpenings(preset, wanted, open))
        .Where(preset => preset.Fits && remaining.Exists(preset.Includes))
        .OrderByDescending(preset => preset.Asked)
        .ThenBy(preset => preset.Extra.Count)
        .ThenBy(preset => preset.Preset.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    private static string Why(IEnumerable<Wanted> wanted) =>
        string.Join(", ", wanted.Select(one => one.Why).Distinct(StringComparer.Ordinal).Take(2));

    private static ProposedHost Alone(
        List<Preset> usable, IReadOnlyList<Wanted> ports, IReadOnlyCollection<Wanted> wanted, List<AllowlistEntry> open)
    {
        var unfit = usable.Select(preset => new PresetOpenings(preset, wanted, open))
            .Where(preset => ports.Any(preset.Includes))
            .OrderBy(preset => preset.Extra.Count)
            .FirstOrDefault();
        return new ProposedHost(
            ports[0].Host,
            ports.Aggregate(AllowedPorts.None, (sum, one) => sum | one.Port),
            Why(ports),
            unfit?.Preset,
            unfit?.Extra ?? []);
    }
}
