using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>A preset that is proposed.</summary>
/// <param name="Preset">The preset.</param>
/// <param name="Why">What asks for it.</param>
/// <param name="Extra">What it lets in beyond what was asked for: hosts with a port.</param>
public sealed record ProposedPreset(Preset Preset, string Why, IReadOnlyList<string> Extra);

/// <summary>A host that is proposed by itself.</summary>
/// <param name="Host">The host.</param>
/// <param name="Ports">The ports that were asked for.</param>
/// <param name="Why">What asks for it.</param>
/// <param name="Unfit">A preset that has the host and does not fit, because most of it was not asked for.</param>
/// <param name="Extra">What that preset would let in as well.</param>
public sealed record ProposedHost(
    string Host, AllowedPorts Ports, string Why, Preset? Unfit, IReadOnlyList<string> Extra);

/// <summary>The smallest set of lines that lets through what was asked for.</summary>
/// <param name="Presets">The presets, by name.</param>
/// <param name="Hosts">The hosts that no fitting preset has, by name.</param>
public sealed record Proposal(IReadOnlyList<ProposedPreset> Presets, IReadOnlyList<ProposedHost> Hosts)
{
    /// <summary>Whether there is nothing to propose.</summary>
    public bool IsEmpty => Presets.Count == 0 && Hosts.Count == 0;
}
