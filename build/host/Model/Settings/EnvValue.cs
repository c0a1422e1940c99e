using System.Text;

namespace AiSandbox.Host.Model.Settings;

/// <summary>What stands behind the <c>=</c> of an env file's line.</summary>
internal static class EnvValue
{
    /// <summary>Reads a value: plain, in single quotes (literal), or in double quotes (with escapes).</summary>
    /// <exception cref="FormatException">It is none of these, or docker compose would read something else.</exception>
    public static string Parse(string text)
    {
        var trimmed = text.Trim();
        var value = trimmed is ['\'' or '"', ..] ? Quoted(trimmed) : Plain(trimmed);

        return value.Contains('\0', StringComparison.Ordinal)
            ? throw new FormatException("the value has a NUL, which no variable can hold.")
            : value;
    }

    /// <summary>Writes a value so that it is read as it was: plain where nothing in it means anything, else in double quotes.</summary>
    public static string Write(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+:@,".Contains(c, StringComparison.Ordinal)) ? value : InQuotes(value);

    /// <summary>Writes a value in double quotes.</summary>
    public static string InQuotes(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' or '\\' or '$' => $"\\{c}",
                '\n' => @"\n",
                '\r' => @"\r",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    private static string Plain(string text)
    {
        // Compose takes "NAME= # text" for the value "# text". Nobody means that.
        if (text.StartsWith('#'))
            throw new FormatException("a value that begins with # needs quotes; a comment goes on a line of its own.");

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        var value = (comment < 0 ? text : text[..comment]).TrimEnd();
        RefuseReference(value);
        if (value.Any(c => char.IsControl(c) && c != '\t'))
            throw new FormatException("the value has a control character.");

        return value;
    }

    private static string Quoted(string text)
    {
        var quote = text[0];
        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                return text.AsSpan(i + 1).TrimStart() is [] or ['#', ..]
                    ? value.ToString()
                    : throw new FormatException("there is something behind the closing quote.");
            }

            if (text[i] != '\\')
            {
                if (quote == '"')
                    RefuseReference(text[i].ToString());
                value.Append(text[i]);
            }
            else if (i + 1 < text.Length)
            {
                value.Append(quote == '"' ? Escape(text[i + 1]) : SingleQuoted(text[i + 1]));
                i++;
            }
        }

        throw new FormatException("the closing quote is missing. A value ends on its own line.");
    }

    private static string SingleQuoted(char escaped) => escaped switch
    {
        '\'' => "'",
        '\\' => throw new FormatException("two backslashes in single quotes are ambiguous. Use double quotes."),
        _ => $"\\{escaped}",
    };

    private static string Escape(char escaped) => escaped switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' or '$' => escaped.ToString(),
        _ => throw new FormatException(
            $"'\\{escaped}' in double quotes is not an escape. Write \\\\ for a backslash, or use single quotes."),
    };

    private static void RefuseReference(string value)
    {
        if (value.Contains('$', StringComparison.Ordinal))
        {
            throw new FormatException(
                "a '$' refers to another variable, which is not supported. For a literal '$' use single quotes.");
        }
    }
}
