using System.Text;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>What Docker added to a packet filter, and the text that takes it out again.</summary>
public static class FilterRules
{
    /// <summary>The input of <c>iptables-restore --noflush</c> that removes Docker's chains, rules and policies.</summary>
    /// <param name="before">What <c>iptables-save</c> printed before the engine started.</param>
    /// <param name="now">What it prints now.</param>
    /// <param name="bridges">The engine's bridges.</param>
    /// <param name="shared">Whether another engine uses the same chains: then only rules about these bridges go.</param>
    /// <returns><see langword="null"/> where nothing is to be removed.</returns>
    public static string? Removal(string before, string now, IReadOnlyCollection<string> bridges, bool shared)
    {
        var earlier = Tables(before);
        var text = new StringBuilder();
        foreach (var (name, lines) in Tables(now))
        {
            var known = earlier.GetValueOrDefault(name, []);
            var removals = Removals(known, lines, bridges, shared).ToList();
            if (removals.Count > 0)
                text.Append('*').Append(name).Append('\n').AppendJoin('\n', removals).Append("\nCOMMIT\n");
        }

        return text.Length > 0 ? text.ToString() : null;
    }

    private static IEnumerable<string> Removals(
        IReadOnlyList<string> known, IReadOnlyList<string> lines, IReadOnlyCollection<string> bridges, bool shared)
    {
        var chains = shared ? [] : lines.Where(IsDockerChain).Select(ChainName).Except(known.Where(IsDockerChain).Select(ChainName), StringComparer.Ordinal).ToList();
        var rules = lines
            .Where(line => line.StartsWith("-A ", StringComparison.Ordinal))
            .Except(known, StringComparer.Ordinal)
            .Where(rule => !chains.Contains(ChainName(rule), StringComparer.Ordinal)) // these go with their chain
            .Where(rule => Follows(rule, "-i", "-o").Any(bridges.Contains) || Follows(rule, "-j", "-g").Any(chains.Contains));

        foreach (var rule in rules)
            yield return $"-D{rule[2..]}";
        foreach (var chain in chains)
            yield return $"-F {chain}";
        foreach (var chain in chains)
            yield return $"-X {chain}";

        // The engine sets the policy of FORWARD to DROP.
        var earlier = known.FirstOrDefault(IsForward) ?? ":FORWARD ACCEPT";
        if (!shared && lines.FirstOrDefault(IsForward) is { } policy && !Policy(policy).Equals(Policy(earlier), StringComparison.Ordinal))
            yield return $":FORWARD {Policy(earlier)} [0:0]";
    }

    // The words that follow an option. A comment may say anything, but stands behind an option of its own.
    private static IEnumerable<string> Follows(string rule, params string[] options)
    {
        var words = rule.Split(' ');
        return words.Zip(words.Skip(1)).Where(pair => options.Contains(pair.First, StringComparer.Ordinal)).Select(pair => pair.Second);
    }

    private static Dictionary<string, IReadOnlyList<string>> Tables(string text)
    {
        var tables = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var lines = new List<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] is '*')
                tables[line[1..]] = lines = [];
            else if (line[0] is ':' or '-')
                lines.Add(line);
        }

        return tables;
    }

    private static bool IsDockerChain(string line) => line.StartsWith(":DOCKER", StringComparison.Ordinal);

    private static bool IsForward(string line) => line.StartsWith(":FORWARD ", StringComparison.Ordinal);

    private static string Policy(string line) => line.Split(' ')[1];

    // ":NAME - [0:0]" and "-A NAME …".
    private static string ChainName(string line) => line[0] is ':' ? line[1..].Split(' ')[0] : line.Split(' ')[1];
}
