using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Reports;

/// <summary>Where the attacks of a run ended.</summary>
/// <param name="Network">Attacks that neither guard nor proxy has seen: there was no way, or the gate's filter closed it.</param>
/// <param name="Guard">Attacks that the guard refused or cut.</param>
/// <param name="Proxy">Attacks that the proxy refused.</param>
/// <param name="Through">Cases with a hole, also where something allowed let more through than it must.</param>
/// <param name="Unproven">Attacks of which it is not known.</param>
/// <param name="Attacks">All attacks.</param>
/// <param name="Passed">Allowed things that work as they must.</param>
/// <param name="Allowed">Allowed things that were tried.</param>
internal sealed record StopCounts(int Network, int Guard, int Proxy, int Through, int Unproven, int Attacks, int Passed, int Allowed)
{
    /// <summary>The attacks that were stopped.</summary>
    public int Stopped => Network + Guard + Proxy;

    /// <summary>Counts.</summary>
    public static StopCounts Of(IReadOnlyCollection<CaseResult> results)
    {
        var attacks = results.Where(result => result.Case.Outcome == Outcome.Deny).ToList();
        var stopped = attacks.Where(result => result.Judgement.Verdict == Verdict.Passed).ToLookup(By);
        var allowed = results.Where(result => result.Case.Outcome == Outcome.Allow).ToList();

        return new StopCounts(
            stopped[Stop.Network].Count(),
            stopped[Stop.Guard].Count(),
            stopped[Stop.Proxy].Count(),
            results.Count(result => result.Judgement.Verdict == Verdict.Hole),
            attacks.Count(result => result.Judgement.Verdict is not (Verdict.Passed or Verdict.Hole)),
            attacks.Count,
            allowed.Count(result => result.Judgement.Verdict == Verdict.Passed),
            allowed.Count);
    }

    // A shared proxy writes down what others do too; there the expectation says which line is the case's own.
    private static Stop By(CaseResult result)
    {
        var stops = result.Seen.Proxy.Events
            .Where(line => ProxyWitness.DecisionOf(line) is ProxyDecision.Deny or ProxyDecision.Cut
                && (!result.Seen.Shared || line.IsExpectedBy(result.Case)))
            .ToList();

        return stops switch
        {
            [] => Stop.Network,
            _ when stops.Any(line => line.IsGuard) => Stop.Guard,
            _ => Stop.Proxy,
        };
    }

    private enum Stop
    {
        Network,
        Guard,
        Proxy,
    }
}
