using System.Text.RegularExpressions;

namespace AiSandbox.Host.Adapters.Debian;

/// <summary>Where a Debian or Ubuntu machine gets its own packages.</summary>
/// <param name="Mirror">The archive's address.</param>
/// <param name="Keyring">The keyring that signs it, or <see langword="null"/> for apt's trusted ones.</param>
public sealed partial record AptSources(string Mirror, string? Keyring)
{
    /// <summary>The archive that the machine's own configuration names for a release.</summary>
    /// <param name="codename">The release.</param>
    /// <returns><see langword="null"/> where no entry has it.</returns>
    public static AptSources? Find(string codename) => Files().Select(file => Parse(file, codename)).FirstOrDefault(found => found is not null);

    /// <summary>Reads one file, in the format that its name says.</summary>
    public static AptSources? Parse(string file, string codename) =>
        file.EndsWith(".sources", StringComparison.Ordinal)
            ? ParseStanzas(File.ReadAllText(file), codename)
            : ParseLines(File.ReadAllText(file), codename);

    /// <summary>Reads deb822 stanzas (sources.list(5)).</summary>
    public static AptSources? ParseStanzas(string text, string codename)
    {
        foreach (var stanza in BlankLines().Split(text.Replace("\r", "", StringComparison.Ordinal)))
        {
            var fields = stanza.Split('\n')
                .Where(line => !line.StartsWith('#') && line.Contains(':', StringComparison.Ordinal))
                .Select(line => line.Split(':', 2))
                .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
            if (Words(fields, "Types").Contains("deb") && Words(fields, "Suites").Contains(codename)
                && fields.GetValueOrDefault("Enabled", "yes") != "no" && Words(fields, "URIs") is [var mirror, ..])
            {
                return new AptSources(mirror, fields.GetValueOrDefault("Signed-By") is ['/', ..] keyring ? keyring : null);
            }
        }

        return null;
    }

    /// <summary>Reads one-line entries (sources.list(5)).</summary>
    public static AptSources? ParseLines(string text, string codename)
    {
        foreach (var match in text.Split('\n').Select(line => Line().Match(line)).Where(match => match.Success))
        {
            if (match.Groups["suite"].Value == codename)
            {
                var keyring = SignedBy().Match(match.Groups["options"].Value);
                return new AptSources(match.Groups["uri"].Value, keyring.Success ? keyring.Groups["path"].Value : null);
            }
        }

        return null;
    }

    /// <summary>An entry for a release of this archive.</summary>
    public string Entry(string codename, params string[] components) =>
        $"deb {(Keyring is null ? "" : $"[signed-by={Keyring}] ")}{Mirror} {codename} {string.Join(' ', components)}\n";

    private static IEnumerable<string> Files()
    {
        var parts = Directory.Exists("/etc/apt/sources.list.d")
            ? Directory.EnumerateFiles("/etc/apt/sources.list.d").Where(IsSource).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return File.Exists("/etc/apt/sources.list") ? parts.Prepend("/etc/apt/sources.list") : parts;
    }

    private static bool IsSource(string file) =>
        file.EndsWith(".list", StringComparison.Ordinal) || file.EndsWith(".sources", StringComparison.Ordinal);

    private static string[] Words(Dictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name, "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\n[ \t]*\n", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"^\s*deb\s+(\[(?<options>[^\]]*)\]\s+)?(?<uri>\S+)\s+(?<suite>\S+)\s+\S", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"signed-by=(?<path>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignedBy();
}
