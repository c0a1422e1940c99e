using System.Text.RegularExpressions;

namespace AiSandbox.Guard.Keys;

/// <summary>The hosts whose keys are pinned (known_hosts), which is all that a key can be bound to.</summary>
/// <param name="Text">All that the files say.</param>
/// <param name="Keys">Names and patterns by the key, as it goes over the wire in base64.</param>
internal sealed partial record PinnedHosts(string Text, ILookup<string, string> Keys)
{
    /// <summary>The names, each once.</summary>
    public IEnumerable<string> Names => Keys.SelectMany(names => names).Distinct(StringComparer.Ordinal);

    /// <summary>Reads the files that are there. Hashed names, other ports and what is revoked name no host for a key.</summary>
    public static PinnedHosts Read(params string[] files)
    {
        var lines = files.Where(File.Exists).SelectMany(file => File.ReadLines(file)).ToList();
        return new(
            string.Concat(lines.Select(line => line + "\n")),
            (from line in lines
             let words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
             where words.Length >= 3
             from name in words[0].Split(',')
             where Name().IsMatch(name)
             select (name, words[2])).ToLookup(pair => pair.Item2, pair => pair.name, StringComparer.Ordinal));
    }

    /// <summary>Whether a host is among them, by its name or below a <c>*.</c> pattern.</summary>
    public bool Has(string host) => Names.Any(name => name == host
        || (name.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(name[1..], StringComparison.Ordinal)));

    /// <summary>What a host of that key is called here.</summary>
    public string NameOf(ReadOnlySpan<byte> key) => Keys[Convert.ToBase64String(key)].FirstOrDefault() ?? "a host that is not pinned";

    // It becomes an argument of ssh-add, where @ and > mean something.
    [GeneratedRegex(@"\A(\*\.)?[A-Za-z0-9_][A-Za-z0-9_.-]*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
