using System.Text;

namespace AiSandbox.Host.Platform.Git;

/// <summary>One key of a git configuration.</summary>
/// <param name="Name">As git compares it: section and variable in lower case, the subsection as it stands.</param>
/// <param name="Value">Its value; <see langword="null"/> where there is no equals sign, which git takes for true.</param>
internal readonly record struct GitConfigKey(string Name, string? Value)
{
    /// <summary>What stands before the first dot.</summary>
    public string Section => Name[..Math.Max(0, Name.IndexOf('.', StringComparison.Ordinal))];

    /// <summary>What stands between section and variable; empty where nothing does.</summary>
    public string Subsection => Section.Length + 1 < Name.LastIndexOf('.') ? Name[(Section.Length + 1)..Name.LastIndexOf('.')] : "";

    /// <summary>What stands behind the last dot.</summary>
    public string Variable => Name[(Name.LastIndexOf('.') + 1)..];
}

/// <summary>
/// A git configuration, read character by character as git's config.c reads it: no git is asked, since what an agent wrote
/// there makes git run programs.
/// </summary>
internal sealed class GitConfig
{
    private readonly string _text;
    private readonly List<GitConfigKey> _keys = [];
    private int _next;

    private GitConfig(string text) => _text = text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The keys in their order, up to the fault where there is one.</summary>
    public IReadOnlyList<GitConfigKey> Keys => _keys;

    /// <summary>The line, from 1 on, at which git gives up and ends; <see langword="null"/> where it reads the whole file.</summary>
    public int? FaultLine { get; private set; }

    /// <summary>Reads a file's text.</summary>
    public static GitConfig Parse(string text)
    {
        var config = new GitConfig(text);
        if (!config.Read())
            config.FaultLine = 1 + config._text.AsSpan(0, Math.Max(0, Math.Min(config._next, config._text.Length) - 1)).Count('\n');
        return config;
    }

    /// <summary>The values of a key, the last of which counts where git wants one.</summary>
    /// <param name="name">Its name, in lower case.</param>
    public IEnumerable<string> Values(string name) => _keys.Where(key => key.Name == name).Select(key => key.Value ?? "true");

    /// <summary>A value in double quotes, so that comment characters and spaces at its ends count.</summary>
    /// <param name="value">Text without control characters.</param>
    public static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private bool IsOver => _next > _text.Length;

    // git_parse_source
    private bool Read()
    {
        _next = _text.StartsWith('\uFEFF') ? 1 : 0;
        var (section, comment) = ("", false);
        while (true)
        {
            var c = Take();
            if (IsOver)
                return true;
            if (c == '\n')
                comment = false;
            else if (comment || IsSpace(c))
                continue;
            else if (c is '#' or ';')
                comment = true;
            else if (c == '[')
            {
                if (Header() is not { Length: > 0 } name)
                    return false;
                section = name + '.';
            }
            else if (!char.IsAsciiLetter(c) || !Key(section, c))
                return false;
        }
    }

    // get_base_var and get_extended_base_var: [section], [section.sub] and [section "Sub"].
    private string? Header()
    {
        var name = new StringBuilder();
        while (true)
        {
            var c = Take();
            if (IsOver)
                return null;
            if (c == ']')
                return name.ToString();
            if (IsSpace(c))
                return Subsection(name, c);
            if (!IsOfKey(c) && c != '.')
                return null;
            name.Append(char.ToLowerInvariant(c));
        }
    }

    private string? Subsection(StringBuilder name, char c)
    {
        for (; IsSpace(c); c = Take())
        {
            if (c == '\n')
                return null;
        }

        if (c != '"')
            return null;
        name.Append('.');
        for (c = Take(); c != '"'; c = Take())
        {
            if (c == '\\')
                c = Take();
            if (c == '\n')
                return null;
            name.Append(c);
        }

        return Take() == ']' ? name.ToString() : null;
    }

    // get_value
    private bool Key(string section, char first)
    {
        var name = new StringBuilder(section).Append(char.ToLowerInvariant(first));
        var c = Take();
        for (; IsOfKey(c); c = Take())
            name.Append(char.ToLowerInvariant(c));
        while (c is ' ' or '\t')
            c = Take();
        if (c is not ('\n' or '='))
            return false;

        var value = c == '=' ? Value() : null;
        if (c == '=' && value is null)
            return false;
        _keys.Add(new GitConfigKey(ToNul(name.ToString()), value));
        return true;
    }

    // parse_value: a backslash joins lines and escapes, but not in a comment. Spaces inside count, those at the ends do not.
    private string? Value()
    {
        var (value, quoted, comment, spaces) = (new StringBuilder(), false, false, 0);
        while (true)
        {
            var c = Take();
            if (c == '\n')
                return quoted ? null : ToNul(value.ToString());
            if (comment)
                continue;
            if (IsSpace(c) && !quoted)
            {
                spaces += value.Length > 0 ? 1 : 0;
                continue;
            }

            if (!quoted && c is ('#' or ';'))
            {
                comment = true;
                continue;
            }

            value.Append(' ', spaces);
            spaces = 0;
            if (c == '"')
                quoted = !quoted;
            else if (c != '\\')
                value.Append(c);
            else if (Take() is var escaped && Escape(escaped) is { } meant)
                value.Append(meant);
            else if (escaped != '\n')
                return null;
        }
    }

    private static char? Escape(char c) => c switch { 't' => '\t', 'b' => '\b', 'n' => '\n', '\\' or '"' => c, _ => null };

    // The end of the file ends the line too.
    private char Take() => _next++ < _text.Length ? _text[_next - 1] : '\n';

    // git hands names and values on as strings of C.
    private static string ToNul(string text) => text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsOfKey(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';
}
