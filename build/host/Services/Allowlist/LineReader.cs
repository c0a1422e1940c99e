using System.Globalization;
using System.Text;
using AiSandbox.Host.Services.Logs;

namespace AiSandbox.Host.Services.Allowlist;

/// <summary>Reads one line: a name, its options, and a comment.</summary>
/// <param name="suffixes">The domains below which anybody can register.</param>
internal sealed class LineReader(PublicSuffixList suffixes)
{
    /// <summary>Reads a line without its ending.</summary>
    public LineReading Read(string file, int number, string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var body = hash < 0 ? text : text[..hash];
        var written = hash < 0 ? "" : text[hash..];
        var comment = CleanComment(written);
        var complaints = new List<Complaint>();
        if (!string.Equals(comment, written, StringComparison.Ordinal))
        {
            complaints.Add(Complaint.Flaw(
                body.Length, RuleIds.Control, "The comment has control or invisible characters, which can hide what it says."));
        }

        if (FirstUnseen(body) is var (offset, value))
        {
            complaints.Add(Complaint.Fatal(
                offset, RuleIds.Control, $"The entry has an invisible character, U+{value:X4}. Type the line again."));
            return new LineReading(text, null, complaints, null, comment);
        }

        if (string.IsNullOrWhiteSpace(body))
            return new LineReading(text, null, complaints, complaints.Count > 0 ? body + comment : null, comment);

        return ReadEntry(file, number, text, body, comment, complaints);
    }

    private LineReading ReadEntry(string file, int number, string text, string body, string comment, List<Complaint> complaints)
    {
        var words = Words(body);
        var (start, word) = words[0];
        CheckBlanks(body, start, complaints);
        var name = NameReader.Read(word);
        complaints.AddRange(name.Complaints.Select(complaint => complaint with { Offset = complaint.Offset + start }));

        var options = new EntryOptions();
        complaints.AddRange(words.Skip(1).Select(option => options.Add(option.Word, option.Offset)).OfType<Complaint>());
        if (!name.IsRefused)
            CheckBreadth(name, options, start, complaints);
        if (complaints.Exists(complaint => complaint.IsFatal))
            return new LineReading(text, null, complaints, null, comment);

        var implied = name.PortInName | (options.Ports == AllowedPorts.None && name.PortInName == AllowedPorts.None
            ? name.PortOfScheme
            : AllowedPorts.None);
        var ports = options.Ports | implied;
        var reason = comment.TrimStart('#').Trim();
        var entry = new AllowlistEntry(
            name.Name, name.IncludesSubdomains, ports == AllowedPorts.None ? AllowedPorts.Both : ports,
            options.Private, options.Broad, options.Until, reason.Length > 0 ? reason : null, file, number);
        var spelling = name.IsRewritten ? entry.Spelling + Spell(implied & ~options.Ports) : word;
        var tail = ToAsciiBlanks(body[(start + word.Length)..]);
        var corrected = name.Unicode is not null && comment.Length == 0
            ? $"{spelling}{tail.TrimEnd()}  # {name.Unicode}"
            : spelling + tail + comment;

        return new LineReading(
            text, entry, complaints, string.Equals(corrected, text, StringComparison.Ordinal) ? null : corrected, comment);
    }

    private void CheckBreadth(NameReading name, EntryOptions options, int start, List<Complaint> complaints)
    {
        if (!name.IncludesSubdomains || options.Broad)
            return;

        if (suffixes.Contains(name.Name))
        {
            complaints.Add(Complaint.Fatal(
                start, RuleIds.PublicSuffix,
                $"Anybody can register a name below .{name.Name}, and so carry data out. Name the hosts; or add `broad` if that is meant."));
        }
        else if (suffixes.Below(name.Name) is { } below)
        {
            complaints.Add(Complaint.Warning(
                start, RuleIds.ContainsSuffix,
                $"Anybody can have a name below {below}, which this entry allows. Name the hosts; or add `broad` if that is meant."));
        }
    }

    private static void CheckBlanks(string body, int start, List<Complaint> complaints)
    {
        if (start > 0)
            complaints.Add(Complaint.Flaw(0, RuleIds.Space, "Blanks before the entry."));
        if (body.AsSpan(start).IndexOfAnyExceptInRange('\t', '~') is var found and >= 0 && Blank(body, start + found) is { } odd)
            complaints.Add(Complaint.Flaw(odd, RuleIds.Space, $"U+{(int)body[odd]:X4} looks like a blank and is another character."));
    }

    private static int? Blank(string body, int from)
    {
        for (var i = from; i < body.Length; i++)
        {
            if (IsOddBlank(body[i]))
                return i;
        }

        return null;
    }

    private static string Spell(AllowedPorts ports) =>
        (ports.HasFlag(AllowedPorts.Ssh) ? " 22" : "") + (ports.HasFlag(AllowedPorts.Https) ? " 443" : "");

    private static List<(int Offset, string Word)> Words(string body)
    {
        var words = new List<(int, string)>();
        for (var i = 0; i < body.Length;)
        {
            var start = i;
            while (i < body.Length && !char.IsWhiteSpace(body[i]))
                i++;
            if (i > start)
                words.Add((start, body[start..i]));
            else
                i++;
        }

        return words;
    }

    private static bool IsOddBlank(char c) => c > ' ' && char.IsWhiteSpace(c);

    private static string ToAsciiBlanks(string text) =>
        text.Any(IsOddBlank) ? string.Concat(text.Select(c => IsOddBlank(c) ? ' ' : c)) : text;

    private static (int Offset, int Value)? FirstUnseen(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
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

    // The joiners are needed: Persian words and many emoji are written with them.
    private static string CleanComment(string comment)
    {
        if (comment.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return comment;

        var clean = new StringBuilder(comment.Length);
        foreach (var rune in comment.EnumerateRunes())
        {
            if (rune.Value is '\t' or 0x200C or 0x200D || !SafeText.IsUnseen(rune))
                clean.Append(rune.ToString());
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                clean.Append(' ');
        }

        return clean.ToString();
    }
}
