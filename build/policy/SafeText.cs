using System.Globalization;
using System.Text;

namespace AiSandbox.Policy;

/// <summary>
/// Text from outside, made safe to show: no control sequence reaches the terminal, no invisible or direction-changing
/// character hides what a line says. Agents and attackers choose host names; people read them in a terminal.
/// </summary>
public static class SafeText
{
    /// <summary>The longest text that is shown, in characters.</summary>
    public const int Longest = 300;

    private const int LongestLine = 8000;

    /// <summary>
    /// The text with every unseen character spelled as <c>\u{1b}</c>, cut off with … where it is too long.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">The most characters of it that are shown.</param>
    public static string Of(string text, int longest = Longest) => Escape(text, longest, IsUnseen);

    /// <summary>
    /// The same, with everything outside ASCII spelled out: a host name as a proxy sees it has no other letters.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">The most characters of it that are shown.</param>
    public static string Ascii(string text, int longest = Longest) =>
        Escape(text, longest, rune => !rune.IsAscii || IsUnseen(rune));

    /// <summary>Text of several lines: line feeds and tabs stay, and nothing is cut off but what nobody would read.</summary>
    public static string Lines(string text) => string.Join(
        '\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(part => Of(part, LongestLine)))));

    /// <summary>
    /// Whether a character has no shape of its own: controls, formats, direction marks, separators of lines.
    /// </summary>
    public static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    private static string Escape(string text, int longest, Func<Rune, bool> isEscaped)
    {
        var cut = text.Length > longest;
        if (!cut && text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return text;

        var safe = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, longest)).EnumerateRunes())
        {
            if (isEscaped(rune))
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            else
                safe.Append(rune.ToString());
        }

        return cut ? safe.Append('…').ToString() : safe.ToString();
    }
}
