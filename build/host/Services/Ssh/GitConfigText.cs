using System.Text;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Services.Ssh;

/// <summary>Git's configuration files (https://git-scm.com/docs/git-config#_syntax), without a git.</summary>
internal static partial class GitConfigText
{
    /// <summary>A value in double quotes, so that comment characters and spaces at its ends count.</summary>
    /// <param name="value">Text without control characters.</param>
    public static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>The last value of a variable of a section without subsection, or <see langword="null"/>.</summary>
    public static string? Read(string text, string section, string variable)
    {
        var (inside, value) = (false, (string?)null);
        foreach (var line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.Trim()))
        {
            if (Section().Match(line) is { Success: true } header)
                inside = Names(header, section) && !header.Groups["sub"].Success;
            else if (inside && Variable().Match(line) is { Success: true } match && Names(match, variable))
                value = Unquote(match.Groups["value"].Value);
        }

        return value;
    }

    private static bool Names(Match match, string name) =>
        match.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Unquote(string raw)
    {
        var (value, kept, quoted) = (new StringBuilder(), 0, false);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '"')
                quoted = !quoted;
            else if (!quoted && raw[i] is ('#' or ';'))
                break;
            else
                value.Append(raw[i] == '\\' && i + 1 < raw.Length ? Escape(raw[++i]) : raw[i]);

            // Spaces at the end go, unless they were quoted.
            if (quoted || raw[i] is not (' ' or '\t'))
                kept = value.Length;
        }

        return value.ToString(0, kept);
    }

    private static char Escape(char escaped) => escaped switch { 'n' => '\n', 't' => '\t', 'b' => '\b', _ => escaped };

    [GeneratedRegex(
        """\A\[\s*(?<name>[A-Za-z0-9.-]+)(?<sub>\s+".*")?\s*\]""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(
        @"\A(?<name>[A-Za-z][A-Za-z0-9-]*)\s*=\s*(?<value>.*)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
