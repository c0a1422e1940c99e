namespace AiSandbox.Host.Features.Suggest;

/// <summary>
/// Tells names that look like a channel from those that look like a service: what is put into a name reaches whoever
/// owns the domain, so that a name alone carries data out once its domain is listed. It errs on the side of doubt: what
/// it flags is shown, and not proposed.
/// </summary>
public static class Suspicion
{
    /// <summary>From how many names below one domain on they are suspicious.</summary>
    public const int ManyNames = 20;

    private const int LongLabel = 40;
    private const int LongName = 100;
    private const string Vowels = "aeiouy";

    /// <summary>Why a name is suspicious, or <see langword="null"/>.</summary>
    public static string? Of(string name)
    {
        if (name.Length >= LongName)
            return $"the name has {name.Length} characters";

        var label = name.Split('.').FirstOrDefault(IsRandom);
        return label is null ? null : $"'{label}' looks like data, and not like a word";
    }

    private static bool IsRandom(string label) =>
        label.Length >= LongLabel
        || (label.Length >= 12 && Changes(label) >= 4)
        || (label.Length >= 16 && IsHex(label))
        || (label.Length >= 16 && Share(label, Vowels) < 0.15);

    // Words and numbers alternate rarely in names that people give: ec2-3-250, productionresultssa19.
    private static int Changes(string label)
    {
        var changes = 0;
        for (var i = 1; i < label.Length; i++)
        {
            if (char.IsAsciiLetter(label[i]) && char.IsAsciiDigit(label[i - 1]))
                changes++;
            if (char.IsAsciiDigit(label[i]) && char.IsAsciiLetter(label[i - 1]))
                changes++;
        }

        return changes;
    }

    private static bool IsHex(string label) =>
        label.All(char.IsAsciiHexDigitLower) && label.Any(char.IsAsciiDigit);

    private static double Share(string label, string of) =>
        (double)label.Count(of.Contains) / Math.Max(1, label.Count(char.IsAsciiLetterOrDigit));
}
