using System.Text.RegularExpressions;

namespace AiSandbox.Host.Platform.Debian;

/// <summary>One source of packages, as the files under <c>/etc/apt</c> name it (sources.list(5)).</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Suite">The suite: a release, or a release with <c>-updates</c> or <c>-security</c>.</param>
/// <param name="Components">Its components.</param>
/// <param name="Keyring">The file that its signature is checked with, or <see langword="null"/> for apt's trusted ones.</param>
public sealed partial record AptEntry(string Uri, string Suite, IReadOnlyList<string> Components, string? Keyring)
{
    private static readonly char[] Blank = [' ', '\t', '\n'];

    /// <summary>Reads a file's text in the format that its name tells.</summary>
    public static IEnumerable<AptEntry> Parse(string file, string text)
    {
        var unix = text.Replace("\r", "", StringComparison.Ordinal);

        return file.EndsWith(".sources", StringComparison.Ordinal) ? ParseStanzas(unix) : ParseLines(unix);
    }

    private static IEnumerable<AptEntry> ParseStanzas(string text) =>
        from stanza in BlankLines().Split(text)
        let fields = Fields(stanza)
        where Words(fields, "Types").Contains("deb", StringComparer.Ordinal)
            && fields.GetValueOrDefault("Enabled", "yes").Trim().ToUpperInvariant() is not ("NO" or "FALSE" or "0" or "OFF")
        from uri in Words(fields, "URIs")
        from suite in Words(fields, "Suites")
        select new AptEntry(uri, suite, Words(fields, "Components"), KeyringFile(fields.GetValueOrDefault("Signed-By")));

    private static IEnumerable<AptEntry> ParseLines(string text) =>
        from line in text.Split('\n')
        let match = Line().Match(line)
        where match.Success
        let signedBy = SignedBy().Match(match.Groups["options"].Value)
        select new AptEntry(
            match.Groups["uri"].Value,
            match.Groups["suite"].Value,
            match.Groups["components"].Value.Split('#')[0].Split(Blank, StringSplitOptions.RemoveEmptyEntries),
            signedBy.Success ? KeyringFile(signedBy.Groups["file"].Value) : null);

    // A field goes on in lines that begin with a blank; a whole key may lie in Signed-By like that.
    private static Dictionary<string, string> Fields(string stanza)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var name = "";
        foreach (var line in stanza.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] is ' ' or '\t')
                fields[name] = $"{fields.GetValueOrDefault(name, "")}\n{line.Trim()}";
            else if (line.Split(':', 2) is [var field, var value])
                fields[name = field.Trim()] = value.Trim();
        }

        return fields;
    }

    private static string[] Words(Dictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name, "").Split(Blank, StringSplitOptions.RemoveEmptyEntries);

    private static string? KeyringFile(string? signedBy) => signedBy?.Trim() is ['/', ..] file ? file.Split(',')[0] : null;

    [GeneratedRegex(@"\n(?:[ \t]*\n)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"^\s*deb\s+(\[(?<options>[^\]]*)\]\s+)?(?<uri>\S+)\s+(?<suite>\S+)\s+(?<components>\S.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"signed-by=(?<file>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignedBy();
}
