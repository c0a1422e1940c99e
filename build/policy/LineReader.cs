using System.Globalization;
using System.Text;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Policy;

/// <summary>
/// Reads one line: a name, its options, and a comment. A line that is right costs little more than its entry.
/// </summary>
/// <param name="suffixes">The domains below which anybody can register.</param>
/// <param name="presets">The presets there are.</param>
internal sealed class LineReader(PublicSuffixList suffixes, PresetCatalogue presets)
{
    private readonly PresetLine _presets = new(presets);

    /// <summary>A reader of lines that may name hosts, and no preset.</summary>
    /// <param name="suffixes">The domains below which anybody can register.</param>
    public LineReader(PublicSuffixList suffixes)
        : this(suffixes, PresetCatalogue.None)
    {
    }

    /// <summary>Reads a line without its ending.</summary>
    public LineReading Read(string file, int number, string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var body = hash < 0 ? text.AsSpan() : text.AsSpan(0, hash);
        var complaints = new List<Complaint>(0);
        if (hash >= 0 && !CommentOf(text).SequenceEqual(text.AsSpan(hash)))
        {
            complaints.Add(Complaint.Flaw(
                hash, RuleIds.Control,
                    "The comment has control or invisible characters, which can hide what it says."));
        }

        if (FirstUnseen(body) is var (offset, value))
        {
            complaints.Add(Complaint.Fatal(
                offset, RuleIds.Control, $"The entry has an invisible character, U+{value:X4}. Type the line again."));
            return new LineReading(text, null, complaints, null);
        }

        return body.IsWhiteSpace()
            ? new LineReading(text, null, complaints, complaints.Count > 0 ? $"{body}{CommentOf(text)}" : null)
            : ReadEntry(file, number, text, body, complaints);
    }

    /// <summary>The comment of a line with its #, without what nobody sees; empty where there is none.</summary>
    public static ReadOnlySpan<char> CommentOf(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var comment = hash < 0 ? [] : text.AsSpan(hash);
        if (comment.IndexOfAnyExceptInRange(' ', '~') < 0)
            return comment;

        var clean = new StringBuilder(comment.Length);
        foreach (var rune in comment.EnumerateRunes())
        {
            // The joiners are needed: Persian words and many emoji are written with them.
            if (rune.Value is '\t' or 0x200C or 0x200D || !SafeText.IsUnseen(rune))
                clean.Append(rune.ToString());
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                clean.Append(' ');
        }

        return clean.ToString();
    }

    private LineReading ReadEntry(
        string file, int number, string text, ReadOnlySpan<char> body, List<Complaint> complaints)
    {
        var (start, end) = NextWord(body, 0);
        CheckBlanks(body, start, complaints);
        if (body[start] == '@')
            return ReadPreset(file, number, text, body, complaints);

        var name = NameReader.Read(text[start..end]);
        foreach (var complaint in name.Complaints)
            complaints.Add(complaint with { Offset = complaint.Offset + start });

        var options = new EntryOptions();
        for (var (from, to) = NextWord(body, end); to > from; (from, to) = NextWord(body, to))
        {
            if (options.Add(body[from..to], from) is { } complaint)
                complaints.Add(complaint);
        }

        if (!name.IsRefused)
            complaints.AddRange(Breadth.Check(name, options, start, suffixes));
        if (complaints.Exists(complaint => complaint.IsFatal))
            return new LineReading(text, null, complaints, null);

        var implied = ImpliedPorts(name, options);
        var ports = options.Ports | implied;
        var reason = CommentOf(text).TrimStart('#').Trim();
        var entry = new AllowlistEntry(
            name.Name, name.IncludesSubdomains, ports == AllowedPorts.None ? AllowedPorts.Both : ports,
            options.Private, options.Broad, options.Until, reason.IsEmpty ? null : reason.ToString(), file, number);
        if (!complaints.Exists(complaint => complaint.IsFixable))
            return new LineReading(text, entry, complaints, null);

        var spelling = name.IsRewritten ? entry.Spelling + Spell(implied & ~options.Ports) : text[start..end];
        var corrected = Corrected(spelling, body[end..], CommentOf(text), name.Unicode);
        return new LineReading(text, entry, complaints, corrected);
    }

    private LineReading ReadPreset(
        string file, int number, string text, ReadOnlySpan<char> body, List<Complaint> complaints)
    {
        var words = new List<(string Text, int Offset)>();
        for (var (from, to) = NextWord(body, 0); to > from; (from, to) = NextWord(body, to))
            words.Add((body[from..to].ToString(), from));

        var use = _presets.Read(file, number, words, complaints);
        var corrected = use is not null && complaints.Count > 0
            ? Corrected(words[0].Text, body[(words[0].Offset + words[0].Text.Length)..], CommentOf(text), unicode: null)
            : null;
        return new LineReading(text, null, complaints, corrected, use);
    }

    // A port in the name counts beside the options; that of a scheme where nothing else says one.
    private static AllowedPorts ImpliedPorts(NameReading name, EntryOptions options) =>
        (name.PortInName | options.Ports) == AllowedPorts.None ? name.PortOfScheme : name.PortInName;

    private static string Corrected(
        string spelling, ReadOnlySpan<char> tail, ReadOnlySpan<char> comment, string? unicode)
    {
        var blanks = tail.ToString();
        foreach (var c in tail)
        {
            if (IsOddBlank(c))
                blanks = blanks.Replace(c, ' ');
        }

        return unicode is not null && comment.IsEmpty
            ? $"{spelling}{blanks.TrimEnd()}  # {unicode}"
            : $"{spelling}{blanks}{comment}";
    }

    private static void CheckBlanks(ReadOnlySpan<char> body, int start, List<Complaint> complaints)
    {
        if (start > 0)
            complaints.Add(Complaint.Flaw(0, RuleIds.Space, "Blanks before the entry."));
        if (body.IndexOfAnyExceptInRange('\t', '~') < 0)
            return;

        for (var i = start; i < body.Length; i++)
        {
            if (IsOddBlank(body[i]))
            {
                complaints.Add(Complaint.Flaw(i, RuleIds.Space,
                    $"U+{(int)body[i]:X4} looks like a blank and is another character."));
                return;
            }
        }
    }

    private static (int Start, int End) NextWord(ReadOnlySpan<char> body, int from)
    {
        while (from < body.Length && char.IsWhiteSpace(body[from]))
            from++;

        var end = from;
        while (end < body.Length && !char.IsWhiteSpace(body[end]))
            end++;

        return (from, end);
    }

    private static string Spell(AllowedPorts ports) =>
        (ports.HasFlag(AllowedPorts.Ssh) ? " 22" : "") + (ports.HasFlag(AllowedPorts.Https) ? " 443" : "");

    private static bool IsOddBlank(char c) => c > ' ' && char.IsWhiteSpace(c);

    private static (int Offset, int Value)? FirstUnseen(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExceptInRange(' ', '~') < 0)
            return null;

        var offset = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != '\t' && SafeText.IsUnseen(rune))
                return (offset, rune.Value);
            offset += rune.Utf16SequenceLength;
        }

        return null;
    }
}
