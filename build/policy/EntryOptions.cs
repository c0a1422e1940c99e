using System.Globalization;

namespace AiSandbox.Policy;

/// <summary>The words behind the name.</summary>
internal sealed class EntryOptions
{
    /// <summary>What a last day begins with.</summary>
    public const string UntilPrefix = "until=";

    private static readonly string[] Known = ["443", "22", "private", "broad", "until=2026-12-31"];

    /// <summary>The ports that are named.</summary>
    public AllowedPorts Ports { get; private set; }

    /// <summary>Whether the name may have a private address.</summary>
    public bool Private { get; private set; }

    /// <summary>Whether a public suffix or a relay is accepted.</summary>
    public bool Broad { get; private set; }

    /// <summary>The last day.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Reads one word; twice the same is once.</summary>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public Complaint? Add(ReadOnlySpan<char> word, int offset)
    {
        if (word is "443")
            Ports |= AllowedPorts.Https;
        else if (word is "22")
            Ports |= AllowedPorts.Ssh;
        else if (word.Equals("private", StringComparison.OrdinalIgnoreCase))
            Private = true;
        else if (word.Equals("broad", StringComparison.OrdinalIgnoreCase))
            Broad = true;
        else if (word.StartsWith(UntilPrefix, StringComparison.OrdinalIgnoreCase))
            return AddUntil(word[UntilPrefix.Length..].ToString(), offset);
        else if (word.IndexOfAnyExceptInRange('0', '9') < 0)
            return Complaint.Fatal(offset, RuleIds.Port, NameRules.OtherPort(word.ToString()));
        else
            return Complaint.Fatal(offset, RuleIds.Option, Unknown(word.ToString()));

        return null;
    }

    private Complaint? AddUntil(string text, int offset)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Complaint.Fatal(offset, RuleIds.Date,
                $"'{SafeText.Of(text, 20)}' is not a date; write it like until=2026-12-31.");
        if (Until is { } first && first != day)
            return Complaint.Fatal(offset, RuleIds.Date, "An entry takes `until=` once.");

        Until = day;
        return null;
    }

    private static string Unknown(string word)
    {
        var shown = SafeText.Of(word, 40);
        if (word.Contains('.', StringComparison.Ordinal))
            return $"'{shown}' is not an option. One entry a line; a comment begins with #.";

        // Comparing takes time with the product of the lengths, and the word may be as long as the file.
        return word.Length <= 20 && Nearest.To(word, Known) is { } near
            ? $"'{shown}' is not an option. Did you mean `{near}`?"
            : $"'{shown}' is not an option: there are `{string.Join("`, `", Known)}`, and a comment begins with #.";
    }
}
