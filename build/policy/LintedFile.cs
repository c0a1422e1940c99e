using System.Globalization;
using System.Text;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Policy;

/// <summary>One file of the allowlist, read and judged.</summary>
internal sealed class LintedFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly AllowlistSource _source;
    private readonly List<Finding> _findings = [];
    private readonly List<AllowlistEntry> _effective = [];
    private readonly StringBuilder _fixed = new();

    private LintedFile(AllowlistSource source) => _source = source;

    /// <summary>The findings by line and column.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The entries in force, without those that others cover.</summary>
    public IReadOnlyList<AllowlistEntry> Effective => _effective;

    /// <summary>The file as <c>--fix</c> writes it.</summary>
    public FixedFile Fixed
    {
        get
        {
            var text = _fixed.ToString();
            return new FixedFile(_source.File, text, !_source.Bytes.Span.SequenceEqual(Utf8.GetBytes(text)));
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="reader">Reads its lines.</param>
    /// <param name="coverage">Knows the files before it, and this one afterwards.</param>
    /// <param name="today">The day on which <c>until</c> is looked at.</param>
    public static LintedFile Read(AllowlistSource source, LineReader reader, Coverage coverage, DateOnly today)
    {
        var text = AllowlistText.Of(source.Bytes.Span);
        var readings = new List<LineReading>(text.Lines.Count);
        foreach (var line in text.Lines)
            readings.Add(reader.Read(source.File, readings.Count + 1, line.Text));
        foreach (var reading in readings)
        {
            // An expired one covers at most what expired before it.
            if (reading.Entry is { } entry)
                coverage.Add(entry);
            foreach (var ofPreset in reading.Preset?.Entries ?? [])
                coverage.Add(ofPreset);
        }

        var file = new LintedFile(source);
        if (text.IsUtf16)
            file.Report(1, Complaint.Error(0, RuleIds.Encoding,
                "The file is UTF-16, which Notepad calls Unicode. Save it as UTF-8."), "");

        var windows = false;
        for (var i = 0; i < readings.Count; i++)
        {
            // One complaint says enough: an editor ends all lines of a file in the same way.
            var isFirstOfWindows = !windows && text.Lines[i].Ending.Contains('\r', StringComparison.Ordinal);
            windows |= isFirstOfWindows;
            file.Judge(i + 1, text.Lines[i], isFirstOfWindows, readings[i], coverage, today);
        }

        return file;
    }

    private static IEnumerable<Complaint> OfBytes(TextLine line, bool isFirstOfWindows)
    {
        if (line.HasMark)
            yield return Complaint.Error(0, RuleIds.ByteOrderMark,
                "A byte order mark stands here. Save the file as UTF-8 without one.");
        if (!line.IsUtf8)
            yield return Complaint.Error(0, RuleIds.Encoding,
                "The line is not UTF-8. It was read as Latin-1; save the file as UTF-8.");
        if (isFirstOfWindows)
            yield return Complaint.Flaw(line.Text.Length, RuleIds.LineEnding,
                "Windows line endings, which are read and not needed.");
    }

    private void Judge(
        int number, TextLine line, bool isFirstOfWindows, LineReading reading, Coverage coverage, DateOnly today)
    {
        var corrected = reading.Corrected;
        var complaints = reading.Complaints;
        if (Superfluous(reading, coverage, today) is { } complaint)
        {
            complaints = [.. complaints, complaint];
            if (complaint.IsFixable)
                corrected = LineReader.CommentOf(reading.Text).Trim().ToString();
        }

        if (isFirstOfWindows || line.HasMark || !line.IsUtf8)
        {
            foreach (var one in OfBytes(line, isFirstOfWindows))
                Report(number, one, corrected ?? line.Text);
        }

        if (complaints.Count > 0)
        {
            foreach (var one in complaints.OrderBy(one => one.Offset))
                Report(number, one, corrected);
        }

        // A line that the correction leaves empty goes; one that was empty stays.
        if (corrected is not "")
            _fixed.Append(corrected ?? line.Text).Append(line.CleanEnding);
    }

    // Takes what is in force, or says why the line adds nothing.
    private Complaint? Superfluous(LineReading reading, Coverage coverage, DateOnly today)
    {
        if (reading.Preset is { } preset)
        {
            var complaint = OfPreset(preset, coverage, today, out var kept);
            _effective.AddRange(kept);
            return complaint;
        }

        if (reading.Entry is not { } entry)
            return null;
        if (OfEntry(entry, coverage, today) is { } superfluous)
            return superfluous;

        _effective.Add(entry);
        return null;
    }

    private static Complaint? OfEntry(AllowlistEntry entry, Coverage coverage, DateOnly today)
    {
        if (entry.IsExpired(today))
            return Expired(entry.Spelling, entry.Until!.Value);
        if (coverage.Of(entry) is not { } other)
            return null;

        var isSame = other.Preset is null && (other.Spelling, other.Ports, other.Private, other.Until)
            == (entry.Spelling, entry.Ports, entry.Private, entry.Until);
        return isSame
            ? Complaint.Flaw(0, RuleIds.Duplicate, $"{entry.Spelling} stands at {other.Place} already.")
            : Complaint.Flaw(0, RuleIds.Covered, $"{other.Spelling} at {other.Place} allows all of it.");
    }

    // Presets may overlap, with each other and with other lines; a line is superfluous where nothing of it is left.
    private static Complaint? OfPreset(
        PresetUse use, Coverage coverage, DateOnly today, out IReadOnlyList<AllowlistEntry> kept)
    {
        kept = [];
        if (use.IsExpired(today))
            return Expired("@" + use.Name, use.Until!.Value);

        kept = [.. use.Entries.Where(entry => coverage.Of(entry) is null)];
        if (kept.Count > 0)
            return null;

        var others = use.Entries.Select(entry => coverage.Of(entry)!).ToList();
        var first = others[0];
        if (others.TrueForAll(other => other.Preset?.Name == use.Name && other.Line == first.Line))
            return Complaint.Flaw(0, RuleIds.Duplicate, $"@{use.Name} stands at {first.File}:{first.Line} already.");

        var places = others.Select(other => $"{other.Spelling} at {other.Place}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var more = places.Count > 2 ? $" and {LintReport.Count(places.Count - 2, "other line")}" : "";
        return Complaint.Flaw(
            0, RuleIds.Covered, $"{string.Join(", ", places.Take(2))}{more} allow all of @{use.Name}.");
    }

    private static Complaint Expired(string spelling, DateOnly last)
    {
        var day = last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Complaint.Warning(0, RuleIds.Expired, $"{spelling} was allowed until {day} and no longer is.");
    }

    private void Report(int line, Complaint complaint, string? corrected) => _findings.Add(new Finding(
        _source.File, line, complaint.Offset + 1, complaint.RuleId, complaint.Severity, complaint.Why,
        complaint.IsFixable ? corrected : null));
}
