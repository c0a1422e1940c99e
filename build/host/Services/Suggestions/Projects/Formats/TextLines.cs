namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>
/// Reads texts line by line, without patterns that a hostile line could keep busy: time grows with the length alone.
/// </summary>
internal static class TextLines
{
    /// <summary>The lines without blanks around them, empty ones and those that begin with a comment left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="comment">What a comment begins with.</param>
    public static IEnumerable<string> Of(string text, string comment = "#")
    {
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            var trimmed = line.Trim();
            if (trimmed.Length > 0 && !trimmed.StartsWith(comment, StringComparison.Ordinal))
                yield return trimmed;
        }
    }

    /// <summary>What stands in quotes, single or double ones, in order.</summary>
    public static IEnumerable<string> Quoted(string line)
    {
        for (var start = 0; start < line.Length;)
        {
            var open = line.AsSpan(start).IndexOfAny('"', '\'');
            if (open < 0)
                yield break;

            open += start;
            var close = line.IndexOf(line[open], open + 1);
            if (close < 0)
                yield break;

            yield return line[(open + 1)..close];
            start = close + 1;
        }
    }

    /// <summary>What stands in quotes behind <c>key = </c>, wherever that is in the line.</summary>
    public static IEnumerable<string> Values(string line, string key)
    {
        for (var at = Find(0); at >= 0; at = Find(at + 1))
        {
            var isWhole = at == 0 || !(char.IsAsciiLetterOrDigit(line[at - 1]) || line[at - 1] is '-' or '_');
            var (next, hasEquals) = (at + key.Length, false);
            for (; next < line.Length && (line[next] is ' ' or '\t' || (line[next] == '=' && !hasEquals)); next++)
                hasEquals |= line[next] == '=';
            if (!isWhole || !hasEquals || next == line.Length || line[next] is not ('"' or '\''))
                continue;

            var close = line.IndexOf(line[next], next + 1);
            if (close > 0)
                yield return line[(next + 1)..close];
        }

        int Find(int from) => line.IndexOf(key, from, StringComparison.Ordinal);
    }

    /// <summary>The name of a TOML or INI section, or <see langword="null"/> where the line begins none.</summary>
    public static string? Section(string line) =>
        line.StartsWith('[') && line.EndsWith(']') ? line.Trim('[', ']').Trim() : null;
}
