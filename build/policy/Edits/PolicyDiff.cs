namespace AiSandbox.Policy.Edits;

/// <summary>What can be reached with one set of rendered lists and not with another.</summary>
public static class PolicyDiff
{
    /// <summary>
    /// One line a name, in the words of the list: <c>- name</c> for what is closed now, then <c>+ name</c> for what is
    /// open now. What another name covers before and after is no change.
    /// </summary>
    public static IReadOnlyList<string> Of(ProxyLists before, ProxyLists after) =>
        [.. Gains(after, before).Select(gain => $"- {gain}"), .. Gains(before, after).Select(gain => $"+ {gain}")];

    // What the second has and the first has not.
    private static IEnumerable<string> Gains(ProxyLists first, ProxyLists second)
    {
        var (https, ssh, hidden) = (Gained(first.Https, second.Https), Gained(first.Ssh, second.Ssh), Gained(first.Private, second.Private));

        return https.Union(ssh, StringComparer.Ordinal).Union(hidden, StringComparer.Ordinal)
            .OrderBy(name => name.TrimStart('.'), StringComparer.Ordinal)
            .Select(name => name
                + EntryLine.Ports((https.Contains(name) ? AllowedPorts.Https : AllowedPorts.None) | (ssh.Contains(name) ? AllowedPorts.Ssh : AllowedPorts.None))
                + (hidden.Contains(name) ? " private" : ""));
    }

    private static HashSet<string> Gained(string first, string second)
    {
        var had = new NameSet(first);
        return new NameSet(second).Names.Where(name => !had.Covers(name)).ToHashSet(StringComparer.Ordinal);
    }
}
