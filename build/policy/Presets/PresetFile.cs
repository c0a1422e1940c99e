using System.Globalization;

namespace AiSandbox.Policy.Presets;

/// <summary>
/// Reads a preset's file. Its first line says what it is for; <c># source: https://…</c> says where the vendor
/// documents the entries below; an entry is a host, its ports, and the reason as a comment. Nothing else is taken: a
/// preset opens more than the one who writes its name can see.
/// </summary>
internal sealed class PresetFile
{
    private const string SourceWord = "source:";

    private readonly string _file;
    private readonly string _name;
    private readonly List<Finding> _problems = [];
    private readonly List<AllowlistEntry> _entries = [];
    private string _summary = "";
    private string? _source;

    private PresetFile(string file, string name) => (_file, _name) = (file, name);

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">The preset's name.</param>
    /// <param name="suffixes">The domains below which anybody can register.</param>
    public static PresetReading Read(AllowlistSource source, string name, PublicSuffixList suffixes)
    {
        var file = new PresetFile(source.File, name);
        var reader = new LineReader(suffixes);
        var text = AllowlistText.Of(source.Bytes.Span);
        for (var i = 0; i < text.Lines.Count; i++)
            file.Take(i + 1, text.Lines[i], reader);

        if (text.IsUtf16)
            file.Report(1, 0, "The file is UTF-16; save it as UTF-8.");
        if (file._entries.Count == 0 && file._problems.Count == 0)
            file.Report(1, 0, "There is no entry.");

        return file._problems.Count > 0
            ? new PresetReading(null, file._problems)
            : new PresetReading(new Preset(name, file._summary, file._entries), []);
    }

    private void Take(int number, TextLine line, LineReader reader)
    {
        var text = line.Text;
        if (line.HasMark || !line.IsUtf8 || line.Ending.Contains('\r', StringComparison.Ordinal))
            Report(number, 0, "The line is not plain UTF-8 with a line feed at its end.");

        if (number == 1)
            TakeSummary(text);
        else if (text.StartsWith('#'))
            TakeComment(number, text[1..].Trim());
        else if (!string.IsNullOrWhiteSpace(text))
            TakeEntry(number, text, reader);
    }

    private void TakeSummary(string text)
    {
        _summary = text.StartsWith('#') ? text[1..].Trim() : "";
        if (_summary.Length == 0 || _summary.StartsWith(SourceWord, StringComparison.OrdinalIgnoreCase))
            Report(1, 0, "The first line says what the preset is for: `# Packages from …`.");
    }

    private void TakeComment(int number, string comment)
    {
        if (!comment.StartsWith(SourceWord, StringComparison.OrdinalIgnoreCase))
            return;

        _source = comment[SourceWord.Length..].Trim();
        if (!Uri.TryCreate(_source, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            Report(number, 0, "A source is the https:// address of the vendor's own documentation.");
    }

    private void TakeEntry(int number, string text, LineReader reader)
    {
        var body = text.Split('#')[0];
        if (body.Contains('@', StringComparison.Ordinal))
        {
            Report(number, 0, "A preset names hosts, and no other preset.");
            return;
        }

        var reading = reader.Read(_file, number, text);
        foreach (var complaint in reading.Complaints)
            Report(number, complaint.Offset, complaint.Why);
        if (reading.Entry is not { } entry)
            return;

        if (entry.Private || entry.Broad || entry.Until is not null)
            Report(number, 0, "An entry of a preset has ports, and no other option.");
        if (!body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1..].Any(word => word is "443" or "22"))
            Report(number, 0, "An entry of a preset names its ports: 443, or 22 where SSH is needed.");
        if (entry.Reason is null)
            Report(number, 0, "An entry of a preset has a reason: `# why` behind it.");
        if (_source is null)
            Report(number, 0, "No `# source: https://…` stands above: where does the vendor document it?");
        if (_entries.Find(other => Covers(other, entry) || Covers(entry, other)) is { Preset.Line: var line })
        {
            Report(number, 0, string.Create(CultureInfo.InvariantCulture,
                $"Line {line} and this one let the same through; one of them is enough."));
        }

        _entries.Add(entry with { Preset = new PresetOrigin(_name, _file, number, _source ?? "") });
    }

    private static bool Covers(AllowlistEntry other, AllowlistEntry entry) =>
        (other.Ports & entry.Ports) != AllowedPorts.None
        && (other.Spelling == entry.Spelling || (other.IncludesSubdomains
            && (entry.Name == other.Name || entry.Name.EndsWith("." + other.Name, StringComparison.Ordinal))));

    private void Report(int line, int offset, string why) => _problems.Add(
        new Finding(_file, line, offset + 1, RuleIds.PresetFile, Severity.Error, why, CorrectedLine: null));
}
