using System.Globalization;
using System.Text;

namespace AiSandbox.Host.Services.Allowlist;

/// <summary>One file of the allowlist, read and judged.</summary>
/// <param name="source">The file.</param>
/// <param name="text">Its lines.</param>
internal sealed class LintedFile(AllowlistSource source, AllowlistText text)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly List<Finding> _findings = [];
    private readonly List<AllowlistEntry> _effective = [];
    private readonly StringBuilder _fixed = new();

    /// <summary>The findings by line and column.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The entries in force, without those that others cover.</summary>
    public IReadOnlyList<AllowlistEntry> Effective => _effective;

    /// <summary>Reads a file; the coverage knows the files before it.</summary>
    public static LintedFile Read(AllowlistSource source, LineReader reader, Coverage coverage, DateOnly today)
    {
        var file = new LintedFile(source, AllowlistText.Of(source.Bytes.Span));
        file.Judge(reader, coverage, today);
        return file;
    }

    /// <summary>The file as <c>--fix</c> writes it.</summary>
    public FixedFile Fixed()
    {
        var corrected = _fixed.ToString();
        return new FixedFile(source.File, corrected, !Utf8.GetBytes(corrected).AsSpan().SequenceEqual(source.Bytes.Span));
    }

    private void Judge(LineReader reader, Coverage coverage, DateOnly today)
    {
        var readings = text.Lines.Select((line, index) => reader.Read(source.File, index + 1, line.Text)).ToList();
        foreach (var entry in readings.Select(reading => reading.Entry).OfType<AllowlistEntry>())
        {
            if (!entry.IsExpired(today))
                coverage.Add(entry);
        }

        var endings = text.Lines.ToList().FindIndex(line => line.Ending != line.CleanEnding);
        if (text.HasByteOrderMark && readings.Count == 0)
            Report(1, "", Complaint.Error(0, RuleIds.ByteOrderMark, MarkText));
        for (var i = 0; i < readings.Count; i++)
        {
            var complaints = OfFile(i, endings).Concat(readings[i].Complaints).ToList();
            var corrected = readings[i].Corrected;
            if (readings[i].Entry is { } entry && OfEntry(entry, coverage, today) is { } complaint)
            {
                complaints.Add(complaint);
                if (complaint.IsFixable)
                    corrected = readings[i].Comment.Trim();
            }

            Write(text.Lines[i], corrected);
            foreach (var one in complaints.OrderBy(one => one.Offset))
                Report(i + 1, corrected ?? text.Lines[i].Text, one, corrected is null && IsOfLine(one));
        }
    }

    private static bool IsOfLine(Complaint complaint) =>
        complaint.RuleId is not (RuleIds.ByteOrderMark or RuleIds.Encoding or RuleIds.LineEnding);

    private const string MarkText = "The file begins with a byte order mark, which Squid would take for a part of the first name.";
}
