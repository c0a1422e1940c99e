using System.Globalization;
using System.Text;

namespace AiSandbox.Policy;

/// <summary>
/// A name outside ASCII, brought to punycode and checked for look-alikes; names in punycode are checked too.
/// </summary>
/// <param name="Name">The name in ASCII, or as it was where it is refused.</param>
/// <param name="RuleId">The rule that refuses it, or <see langword="null"/>.</param>
/// <param name="Why">Why it is refused.</param>
internal sealed record InternationalName(string Name, string? RuleId = null, string? Why = null)
{
    // In invariant mode it encodes and decodes, and neither folds case nor normalises: only what needs neither is let
    // through.
    private static readonly IdnMapping Mapping = new();

    /// <summary>Whether a name needs a look here.</summary>
    public static bool Concerns(string name) =>
        !IsAscii(name)
        || name.StartsWith("xn--", StringComparison.Ordinal)
        || name.Contains(".xn--", StringComparison.Ordinal);

    /// <summary>Reads a name in lower case whose labels are separated by ASCII dots.</summary>
    public static InternationalName Of(string name)
    {
        var labels = name.Split('.');
        var latinEnd = IsAscii(labels[^1]) && !labels[^1].StartsWith("xn--", StringComparison.Ordinal);
        for (var i = 0; i < labels.Length; i++)
        {
            if (!Concerns(labels[i]))
                continue;
            if (Refusal(labels[i], latinEnd, out var ascii) is var (rule, why))
                return new InternationalName(name, rule, why);

            labels[i] = ascii;
        }

        return new InternationalName(string.Join('.', labels));
    }

    private static (string Rule, string Why)? Refusal(string label, bool latinEnd, out string ascii)
    {
        ascii = label;
        var shown = SafeText.Of(label);
        if (Decode(label, ref ascii) is not { } letters)
            return (RuleIds.International, $"'{shown}' is not a label that punycode has a form for (RFC 3492).");

        var scripts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rune in letters.EnumerateRunes())
        {
            if (Scripts.Of(rune) is not { } script)
                return (RuleIds.International,
                    $"U+{rune.Value:X4} in '{shown}' is not a letter that host names may have here.");
            if (script != Scripts.Common)
                scripts.Add(script);
        }

        if (!Scripts.MayMix(scripts))
        {
            var mix = string.Join(" and ", scripts.Order(StringComparer.Ordinal));
            return (RuleIds.MixedScript,
                $"'{SafeText.Of(letters)}' ({ascii}) mixes {mix} letters, which is how look-alikes are made.");
        }

        return latinEnd && Scripts.ReadsAsLatin(letters)
            ? (RuleIds.LookAlike, $"'{SafeText.Of(letters)}' ({ascii}) has no Latin letter and reads as if it had.")
            : null;
    }

    // The Unicode form of a label, and its one ASCII form; null where there is none, or more than one spelling of it.
    private static string? Decode(string label, ref string ascii)
    {
        try
        {
            if (!IsAscii(label))
            {
                ascii = Mapping.GetAscii(label);
                return label;
            }

            var letters = Mapping.GetUnicode(label);
            return !IsAscii(letters) && string.Equals(Mapping.GetAscii(letters), label, StringComparison.Ordinal)
                ? letters
                : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsAscii(string text) => Ascii.IsValid(text.AsSpan());
}
