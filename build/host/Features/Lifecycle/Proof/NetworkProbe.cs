using System.Text.Json;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Lifecycle.Proof;

/// <summary>What the workspace's network looks like from inside, as <c>probe.py</c> saw it.</summary>
/// <param name="DefaultRoutes">Interfaces with a default route; a closed network has none.</param>
/// <param name="ProxyAnswers">Whether the proxy accepts a connection on the private network: the positive control.</param>
/// <param name="FarSideAnswers">Whether the proxy's address on the public network accepts one.</param>
/// <param name="ProxyNameResolves">Whether the resolver knows <c>proxy</c>: the positive control.</param>
/// <param name="OutsideNameResolves">Whether the resolver knows a name of the internet.</param>
/// <param name="GateKnowsProxy">Whether the gate's resolver does: the positive control.</param>
/// <param name="GateKnowsUnlisted">Whether the gate's resolver has an address for a name that no list can hold.</param>
/// <param name="UnlistedStatus">How the proxy answered a CONNECT to a name that no list can hold, or the error.</param>
public sealed record NetworkProbe(
    IReadOnlyList<string> DefaultRoutes,
    bool ProxyAnswers,
    bool FarSideAnswers,
    bool ProxyNameResolves,
    bool OutsideNameResolves,
    bool GateKnowsProxy,
    bool GateKnowsUnlisted,
    string UnlistedStatus)
{
    /// <summary>Reads what the probe printed.</summary>
    /// <exception cref="SandboxException">It printed something else: what cannot be read proves nothing.</exception>
    public static NetworkProbe Parse(string output)
    {
        try
        {
            return JsonSerializer.Deserialize<NetworkProbe>(output, StrictJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException wrong)
        {
            throw new SandboxException($"The network probe printed no result: {output.Trim()}", inner: wrong);
        }
    }

    /// <summary>What is not as it must be; empty where the network is closed and the proxy works.</summary>
    /// <param name="denialLogged">Whether the refusal of the unlisted name stands in the proxy's log.</param>
    /// <param name="transparent">Whether the gate answers names.</param>
    public IEnumerable<string> Failures(bool denialLogged, bool transparent)
    {
        if (DefaultRoutes.Count > 0)
            yield return $"the workspace has a default route through {string.Join(", ", DefaultRoutes)}";
        if (FarSideAnswers)
            yield return "the workspace reaches the proxy's public side, so it is on a network that it must not see";
        if (OutsideNameResolves)
            yield return "the workspace's resolver answers for names of the internet";
        if (!ProxyNameResolves)
            yield return "the workspace's resolver does not know the proxy";
        if (GateKnowsUnlisted)
            yield return "the gate has an address for a name that is not on the list";
        if (transparent && !GateKnowsProxy)
            yield return "the gate's resolver does not answer";
        if (!ProxyAnswers)
            yield return "the proxy does not answer";
        if (UnlistedStatus != "403")
            yield return $"the proxy answered {UnlistedStatus} and not 403 to a name that is not on the list";
        else if (!denialLogged)
            yield return "the proxy denied a name and did not log it";
    }
}
