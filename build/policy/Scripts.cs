using System.Globalization;
using System.Text;

namespace AiSandbox.Policy;

/// <summary>
/// The scripts of host names. .NET has no such table; this one has the letters of living scripts that domains are
/// registered in, without compatibility forms and phonetic letters: what is missing is refused.
/// </summary>
internal static class Scripts
{
    /// <summary>A script by name; <see cref="Common"/> goes with every other.</summary>
    public const string Common = "Common";

    private const string Latin = "Latin";
    private const string Cyrillic = "Cyrillic";
    private const string Greek = "Greek";
    private const string Han = "Han";

    // Ranges of https://www.unicode.org/Public/UCD/latest/ucd/Scripts.txt, lower case where there is case.
    private static readonly (int First, int Last, string Script)[] Ranges =
    [
        ('-', '-', Common), ('0', '9', Common), ('a', 'z', Latin),
        (0x00DF, 0x00F6, Latin), (0x00F8, 0x0131, Latin), (0x0134, 0x013E, Latin), (0x0141, 0x0148, Latin),
        (0x014A, 0x017E, Latin), (0x0180, 0x01C3, Latin), (0x01CD, 0x01F0, Latin), (0x01F4, 0x024F, Latin),
        (0x0390, 0x0390, Greek), (0x03AC, 0x03CE, Greek),
        (0x0430, 0x045F, Cyrillic), (0x048A, 0x052F, Cyrillic),
        (0x0561, 0x0586, "Armenian"), (0x05D0, 0x05EA, "Hebrew"),
        (0x0620, 0x064A, "Arabic"), (0x0671, 0x0674, "Arabic"), (0x0679, 0x06D5, "Arabic"),
        (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"),
        (0x0A80, 0x0AFF, "Gujarati"), (0x0B00, 0x0B7F, "Oriya"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"),
        (0x0C80, 0x0CFF, "Kannada"), (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"),
        (0x0E01, 0x0E32, "Thai"), (0x0E34, 0x0E4E, "Thai"), (0x0E81, 0x0EB2, "Lao"), (0x0EB4, 0x0ECE, "Lao"),
        (0x1000, 0x104F, "Myanmar"), (0x10D0, 0x10FA, "Georgian"), (0x1200, 0x135F, "Ethiopic"),
        (0x1780, 0x17DD, "Khmer"),
        (0x1E00, 0x1E99, Latin), (0x1E9C, 0x1EFF, Latin),
        (0x3005, 0x3007, Han), (0x3041, 0x3096, "Hiragana"), (0x309D, 0x309E, "Hiragana"),
        (0x30A1, 0x30FA, "Katakana"), (0x30FC, 0x30FC, Common), (0x30FD, 0x30FE, "Katakana"),
        (0x3105, 0x312F, "Bopomofo"),
        (0x3400, 0x4DBF, Han), (0x4E00, 0x9FFF, Han), (0xAC00, 0xD7A3, "Hangul"), (0x20000, 0x323AF, Han),
    ];

    // UTS 39, "highly restrictive": https://www.unicode.org/reports/tr39/#highly_restrictive
    private static readonly string[][] Together =
    [
        [Latin, Han, "Hiragana", "Katakana"],
        [Latin, Han, "Bopomofo"],
        [Latin, Han, "Hangul"],
    ];

    // The letters that Chromium takes for Latin ones: components/url_formatter/spoof_checks/idn_spoof_checker.cc.
    private const string CyrillicLookAlikes = "асԁеһіјӏорԗԛѕԝхуъьҽпгѵѡ";
    private const string GreekLookAlikes = "αικνρυωηοτχγε";

    /// <summary>
    /// The script of a letter, mark, ASCII digit or hyphen; <see langword="null"/> for all that no label may have.
    /// </summary>
    public static string? Of(Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (!rune.IsAscii && category is not (UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.LetterNumber))
        {
            return null;
        }

        return Array.Find(Ranges, range => rune.Value >= range.First && rune.Value <= range.Last).Script;
    }

    /// <summary>Whether scripts stand together in one label of an honest name.</summary>
    public static bool MayMix(IReadOnlyCollection<string> scripts) =>
        scripts.Count < 2 || Array.Exists(Together, set => scripts.All(set.Contains));

    /// <summary>Whether a whole label reads like a Latin one.</summary>
    public static bool ReadsAsLatin(string label)
    {
        var letters = label.Where(letter => letter is not '-' && !char.IsAsciiDigit(letter)).ToList();

        return letters.Count > 0
            && (letters.TrueForAll(CyrillicLookAlikes.Contains) || letters.TrueForAll(GreekLookAlikes.Contains));
    }
}
