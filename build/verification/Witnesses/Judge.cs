using System.Text.RegularExpressions;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Verification.Witnesses;

/// <summary>
/// Compares what was expected with what was seen. Pure: the same case and observation give the same verdict.
/// </summary>
public static class Judge
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    /// <summary>The verdict on one case by its own three witnesses.</summary>
    /// <param name="test">The case, its placeholders filled in.</param>
    /// <param name="seen">What was seen.</param>
    public static Judgement Decide(VerificationCase test, Observation seen) =>
        Judgement.Of(Client(test, seen).Concat(Proxy(test, seen)).Concat(Internet(test, seen)));

    /// <summary>
    /// The verdict once its positive controls are known: without them, nothing arriving may mean nothing alive.
    /// </summary>
    /// <param name="test">The case.</param>
    /// <param name="own">The verdict by its own witnesses.</param>
    /// <param name="verdicts">The verdicts of the cases that have run.</param>
    public static Judgement WithControls(
        VerificationCase test, Judgement own, IReadOnlyDictionary<string, Verdict> verdicts) =>
        Judgement.Of(own.Findings.Concat(
            from control in test.Controls
            let verdict = verdicts.TryGetValue(control, out var found) ? found : (Verdict?)null
            where verdict != Verdict.Passed
            select new Finding(
                Witness.Control,
                $"{control} passes, which shows that what refused was alive",
                verdict is null ? $"{control} did not run" : $"{control}: {Name(verdict.Value)}",
                Verdict.NotProven)));

    /// <summary>A verdict in words.</summary>
    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Broken => "broken",
        Verdict.NotProven => "not proven",
        _ => "HOLE",
    };

    /// <summary>Whether every line that the proxy is expected to write is there; what is worth waiting for.</summary>
    public static bool IsComplete(VerificationCase test, Observation seen) =>
        (!seen.Proxy.Asked || test.Proxy.All(expected => seen.Proxy.Events.Any(line => line.Fits(expected))))
        && (!seen.Internet.Asked || test.Internet.All(
            expected => expected.Optional || seen.Internet.Events.Any(arrival => arrival.Fulfils(expected))));

    private static IEnumerable<Finding> Client(VerificationCase test, Observation seen)
    {
        var mild = Mild(test);
        if (seen.ExitCode is not { } code)
        {
            yield return new Finding(
                Witness.Client,
                test.Expect.Exit.ToString(),
                $"no end within {test.Timeout.TotalSeconds} s, or no start: {Short(seen.Error)}",
                mild);
        }
        else if (!test.Expect.Exit.Accepts(code))
        {
            // A denied client that reports success has reached something, whatever the logs say.
            var verdict = test.Outcome == Outcome.Deny && code == 0 ? Verdict.Hole : mild;
            yield return new Finding(
                Witness.Client,
                test.Expect.Exit.ToString(),
                $"exit code {code}: {Short(seen.Error + seen.Output)}",
                verdict);
        }

        foreach (var finding in Text(test, "stdout", test.Expect.Output, seen.Output))
            yield return finding;
        foreach (var finding in Text(test, "stderr", test.Expect.Error, seen.Error))
            yield return finding;
    }

    private static IEnumerable<Finding> Text(VerificationCase test, string name, TextExpectation expected, string text)
    {
        foreach (var part in expected.Contains.Where(part => !text.Contains(part, StringComparison.OrdinalIgnoreCase)))
            yield return new Finding(Witness.Client, $"{name} contains '{part}'", Short(text), Mild(test));
        foreach (var pattern in expected.Matches.Where(pattern => !Matches(text, pattern)))
            yield return new Finding(Witness.Client, $"{name} matches '{pattern}'", Short(text), Mild(test));
        foreach (var part in expected.Lacks.Where(part => text.Contains(part, StringComparison.OrdinalIgnoreCase)))
            yield return new Finding(Witness.Client, $"{name} lacks '{part}'", Short(text), Severe(test));
    }

    private static IEnumerable<Finding> Proxy(VerificationCase test, Observation seen)
    {
        if (seen.Proxy.Lost is { } reason)
        {
            yield return new Finding(Witness.Proxy, "a log that can be believed", reason, Verdict.NotProven);
            yield break;
        }

        if (!seen.Proxy.Asked)
            yield break;
        foreach (var missing in test.Proxy.Where(expected => !seen.Proxy.Events.Any(line => line.Fits(expected))))
            yield return new Finding(Witness.Proxy, missing.ToString(), Lines(seen.Proxy.Events.Select(ProxyWitness.Show)), Mild(test));
        if (seen.Shared)
            yield break;
        foreach (var line in seen.Proxy.Events.Where(line => !line.IsExpectedBy(test)))
        {
            yield return new Finding(
                Witness.Proxy,
                test.Proxy.Count == 0 ? "no line" : "no other line",
                ProxyWitness.Show(line),
                ProxyWitness.DecisionOf(line) == ProxyDecision.Allow ? Verdict.Hole : Mild(test));
        }
    }

    private static IEnumerable<Finding> Internet(VerificationCase test, Observation seen)
    {
        // Whatever has arrived has arrived, also where the log is then found to be unreliable, and whatever case it
        // fell into.
        foreach (var arrival in seen.Internet.Events.Where(arrival => !arrival.IsExpectedBy(test)))
        {
            yield return new Finding(
                Witness.Internet,
                test.Internet.Count == 0 ? "nothing arrives" : "nothing else arrives",
                arrival.ToString(),
                Verdict.Hole);
        }

        if (seen.Internet.Lost is { } reason)
        {
            yield return new Finding(Witness.Internet, "canaries that are alive", reason, Verdict.NotProven);
            yield break;
        }

        if (!seen.Internet.Asked)
            yield break;
        foreach (var missing in test.Internet.Where(
            expected => !expected.Optional && !seen.Internet.Events.Any(arrival => arrival.Fulfils(expected))))
            yield return new Finding(Witness.Internet, missing.ToString(), Lines(seen.Internet.Events), Mild(test));
    }

    private static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.None, PatternTime);

    private static Verdict Mild(VerificationCase test) =>
        test.Outcome == Outcome.Deny ? Verdict.NotProven : Verdict.Broken;

    private static Verdict Severe(VerificationCase test) =>
        test.Outcome == Outcome.Deny ? Verdict.Hole : Verdict.Broken;

    private static string Lines<T>(IEnumerable<T> events) =>
        string.Join("; ", events) is { Length: > 0 } text ? text : "nothing";

    private static string Short(string text)
    {
        var line = string.Join(
            " ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length switch { 0 => "nothing", > 300 => line[..300] + " …", _ => line };
    }
}
