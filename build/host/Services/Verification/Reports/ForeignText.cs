using System.Globalization;
using System.Text;

namespace AiSandbox.Host.Services.Verification.Reports;

/// <summary>
/// Makes text that an attacked program, a server or a log wrote fit to be shown: no control character, nothing that turns
/// the direction of what stands beside it, and not more than a person reads.
/// </summary>
internal static class ForeignText
{
    /// <summary>The characters that are shown of one text.</summary>
    public const int Longest = 4000;

    /// <summary>The entries that are shown of one list.</summary>
    public const int MostEntries = 40;

    /// <summary>The text, cleaned and shortened. Line ends and tabs stay.</summary>
    public static string Show(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in Cut(text).EnumerateRunes())
            shown.Append(Show(rune));
        if (text.Length > Longest)
        {
            shown.Append(CultureInfo.InvariantCulture, $"\n… {text.Length:N0} characters in all; report.json has them.");
        }

        return shown.ToString();
    }

    /// <summary>The entries, each cleaned, and not more than <see cref="MostEntries"/>.</summary>
    public static IReadOnlyList<string> Show(IReadOnlyCollection<string> entries) =>
    [
        .. entries.Take(MostEntries).Select(Show),
        .. entries.Count > MostEntries ? [$"… and {entries.Count - MostEntries} more; report.json has them."] : Array.Empty<string>(),
    ];

    private static string Cut(string text)
    {
        if (text.Length <= Longest)
            return text;

        // Not between the two halves of one character.
        return text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
    }

    // ESC becomes the symbol for ESC; what has no symbol is named by its number.
    private static string Show(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => rune.ToString(),
        '\r' => "",
        < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
        0x7F => "\u2421",
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => $"[U+{rune.Value:X4}]",
        _ => rune.ToString(),
    };
}
