using System.Globalization;
using AiSandbox.Policy;

namespace AiSandbox.Verification.Reports;

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
    public static string Show(string text) => text.Length <= Longest
        ? SafeText.Lines(text)
        : string.Create(CultureInfo.InvariantCulture, $"{SafeText.Lines(Cut(text))}\n… {text.Length:N0} characters in all; report.json has them.");

    /// <summary>The entries, each cleaned, and not more than <see cref="MostEntries"/>.</summary>
    public static IReadOnlyList<string> Show(IReadOnlyCollection<string> entries) =>
    [
        .. entries.Take(MostEntries).Select(Show),
        .. entries.Count > MostEntries ? [$"… and {entries.Count - MostEntries} more; report.json has them."] : Array.Empty<string>(),
    ];

    // Not between the two halves of one character.
    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
