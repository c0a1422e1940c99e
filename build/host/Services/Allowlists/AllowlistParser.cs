using System.Globalization;
using System.Text;
using AiSandbox.Host.Options;

namespace AiSandbox.Host.Services.Allowlists;

/// <summary>
/// Reads an allowlist, strictly: Squid takes <c>*.github.com</c>, <c>https://github.com</c> or a byte order mark for names
/// that never match, and ends at others. A list with one wrong line is no list.
/// </summary>
/// <param name="today">The day that <c>until=</c> is compared with.</param>
public sealed class AllowlistParser(DateOnly today)
{
    private static readonly string[] Options = ["443", "22", "private", "until=2026-12-31"];

    private readonly List<AllowlistFinding> _findings = [];
    private readonly List<AllowlistEntry> _entries = [];

    /// <summary>What is wrong; empty where the list is valid.</summary>
    public IReadOnlyList<AllowlistFinding> Findings => _findings;

    /// <summary>Reads the bytes of a file.</summary>
    /// <returns>The list; it counts only where there is no finding.</returns>
    public Allowlist Parse(ReadOnlySpan<byte> bytes)
    {
        // Notepad and PowerShell write a byte order mark and CRLF, which mean nothing here.
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];

        var number = 0;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            var line = bytes[range];
            ParseLine(line.EndsWith("\r"u8) ? line[..^1] : line, number);
        }

        if (_entries.Count == 0 && _findings.Count == 0)
            _findings.Add(new AllowlistFinding(1, 1, "no entry is in force, so nothing would get through.", ".github.com"));
        return new Allowlist(_entries);
    }

    private void ParseLine(ReadOnlySpan<byte> bytes, int number)
    {
        var comment = bytes.IndexOf((byte)'#');
        var entry = comment < 0 ? bytes : bytes[..comment];
        var odd = entry.IndexOfAnyExcept(Printable);
        if (odd >= 0)
        {
            Add(number, odd, entry[odd] < 0x80
                ? $"the control character 0x{entry[odd]:x2} cannot stand here."
                : "only ASCII can stand here; a name with other letters is written as punycode (xn--…).");
            return;
        }

        var text = Encoding.ASCII.GetString(entry);
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return;

        var column = text.IndexOf(words[0], StringComparison.Ordinal);
        if (ParseName(words[0], number, column) is { } name)
            ParseOptions(words[1..], text, number, name, words[0].StartsWith('.'));
    }

    private static readonly System.Buffers.SearchValues<byte> Printable =
        System.Buffers.SearchValues.Create([(byte)'\t', .. Enumerable.Range(0x20, 0x5f).Select(code => (byte)code)]);

    private string? ParseName(string word, int number, int column)
    {
        var problem = NameRules.Problem(word);
        if (problem is null)
            return word.TrimStart('.').ToLowerInvariant();

        Add(number, column, $"'{word}' {problem.Value.Why}", problem.Value.Instead);
        return null;
    }

    private void ParseOptions(string[] words, string text, int number, string name, bool subdomains)
    {
        var (ports, isPrivate, until) = (new SortedSet<int>(), false, (DateOnly?)null);
        foreach (var word in words)
        {
            var column = text.LastIndexOf(word, StringComparison.Ordinal);
            if (word is "443" or "22")
                ports.Add(int.Parse(word, CultureInfo.InvariantCulture));
            else if (word == "private")
                isPrivate = true;
            else if (word.StartsWith("until=", StringComparison.Ordinal))
                until = ParseDay(word, number, column);
            else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                Add(number, column, $"port {word} cannot be opened; only 443 (HTTPS) and 22 (SSH) can.");
            else
                Add(number, column, $"'{word}' is no option.{(Nearest.To(word, Options) is { } near ? $" Did you mean {near}?" : " There are 443, 22, private and until=YYYY-MM-DD.")}");
        }

        if (until is null || until >= today)
            _entries.Add(new AllowlistEntry(name, subdomains, ports.Count == 0 ? [22, 443] : [.. ports], isPrivate, until, number));
    }

    private DateOnly? ParseDay(string word, int number, int column)
    {
        if (DateOnly.TryParseExact(word["until=".Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        Add(number, column, $"'{word}' names no day.", "until=2026-12-31");
        return null;
    }

    private void Add(int line, int column, string why, string? instead = null) =>
        _findings.Add(new AllowlistFinding(line, column + 1, why, instead));
}
