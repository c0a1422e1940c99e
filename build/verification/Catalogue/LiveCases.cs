namespace AiSandbox.Verification.Catalogue;

/// <summary>
/// The cases that run in the user's sandbox, as they run there. It has the user's list and not the demo's: a case whose
/// host is listed or not as it wants is left out, and said to be, for its failure would say nothing of the sandbox.
/// </summary>
public static class LiveCases
{
    /// <summary>Selects them.</summary>
    /// <param name="catalogue">All cases.</param>
    /// <param name="patterns">What is listed for a port, as Squid's dstdomain reads it.</param>
    /// <returns>The cases, which may be none, and what was left out and why.</returns>
    public static (CaseCatalogue Cases, IReadOnlyList<string> Notes) Select(
        CaseCatalogue catalogue, Func<int, IReadOnlyList<string>> patterns)
    {
        var notes = new List<string>();
        var chosen = catalogue.Cases.Select(test => test.Live).OfType<VerificationCase>().Where(Applies).ToList();
        var ids = chosen.Select(test => test.Id).ToHashSet(StringComparer.Ordinal);

        // The canaries are not there, and there is nothing like them in the real internet.
        var cases = chosen
            .Select(test => test with { Controls = [.. test.Controls.Where(ids.Contains)] })
            .Where(IsShown)
            .ToList();
        return (new CaseCatalogue(cases), notes);

        bool Applies(VerificationCase test)
        {
            // The other reasons, of a method or a port, do not ask the list.
            foreach (var line in test.Proxy.Where(line => line.Decision == ProxyDecision.Allow || line.Reason is "name"))
            {
                var wanted = line.Decision == ProxyDecision.Allow;
                if (line is { Host: { } host, Port: { } port }
                    && patterns(port).Any(pattern => Covers(pattern, host)) != wanted)
                {
                    return LeaveOut(test, $"{host}:{port} is {(wanted ? "not " : "")}on your list");
                }
            }

            return true;
        }

        bool IsShown(VerificationCase test) =>
            test.Outcome == Outcome.Allow
            || test.Controls.Count > 0
            || LeaveOut(test, "no case that would show the proxy alive applies");

        bool LeaveOut(VerificationCase test, string why)
        {
            notes.Add($"{test.Id} is left out: {why}.");
            return false;
        }
    }

    private static bool Covers(string pattern, string host) =>
        string.Equals(pattern.TrimStart('.'), host, StringComparison.OrdinalIgnoreCase)
        || (pattern.StartsWith('.') && host.EndsWith(pattern, StringComparison.OrdinalIgnoreCase));
}
