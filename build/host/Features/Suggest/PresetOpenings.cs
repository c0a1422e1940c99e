using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>What a preset would open, a name and a port each, held against what was asked for and what is open.</summary>
internal sealed class PresetOpenings
{
    private readonly List<(AllowlistEntry Entry, AllowedPorts Port)> _asked = [];
    private readonly List<(AllowlistEntry Entry, AllowedPorts Port)> _extra = [];

    /// <summary>Looks at a preset.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="wanted">All that was asked for.</param>
    /// <param name="open">What is open already.</param>
    public PresetOpenings(Preset preset, IReadOnlyCollection<Wanted> wanted, IReadOnlyList<AllowlistEntry> open)
    {
        Preset = preset;
        foreach (var entry in preset.Entries)
        {
            foreach (var port in new[] { AllowedPorts.Https, AllowedPorts.Ssh }.Where(port => entry.Ports.HasFlag(port)))
            {
                if (wanted.Any(one => one.Port == port && entry.Includes(one.Host, isDomain: false)))
                    _asked.Add((entry, port));
                else if (!open.Any(other =>
                    other.Ports.HasFlag(port) && other.Includes(entry.Name, entry.IncludesSubdomains)))
                    _extra.Add((entry, port));
            }
        }
    }

    /// <summary>The preset.</summary>
    public Preset Preset { get; }

    /// <summary>How much of it was asked for.</summary>
    public int Asked => _asked.Count;

    /// <summary>What else it would let in: <c>name:port</c>.</summary>
    public IReadOnlyList<string> Extra =>
        [.. _extra.Select(one => $"{one.Entry.Spelling}:{one.Port.Number()}")];

    /// <summary>Whether more of it was asked for than not.</summary>
    public bool Fits => _asked.Count > _extra.Count;

    /// <summary>Whether the preset lets a host through that was asked for.</summary>
    public bool Includes(Wanted wanted) => Preset.LetsThrough(wanted.Host, wanted.Port);
}
