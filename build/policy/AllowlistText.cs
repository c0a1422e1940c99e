using System.Text;
using System.Text.Unicode;

namespace AiSandbox.Policy;

/// <summary>One line of a file.</summary>
/// <param name="Text">The line without mark and ending.</param>
/// <param name="Ending">What ends it: a line feed with any number of carriage returns before it, or less at the end of
/// the file.</param>
/// <param name="HasMark">Whether a byte order mark stood before it; it does in the middle of a file that others were
/// joined to.</param>
/// <param name="IsUtf8">Whether its bytes were UTF-8; if not, they were read as Latin-1, which has a character for
/// each.</param>
internal readonly record struct TextLine(string Text, string Ending, bool HasMark, bool IsUtf8)
{
    /// <summary>The ending that <c>--fix</c> writes.</summary>
    public string CleanEnding => Ending.EndsWith('\n') ? "\n" : "";
}

/// <summary>The lines of a file, whatever its bytes are.</summary>
/// <param name="Lines">The lines; none for an empty file.</param>
/// <param name="IsUtf16">Whether it is UTF-16, which Notepad calls Unicode.</param>
internal sealed record AllowlistText(IReadOnlyList<TextLine> Lines, bool IsUtf16)
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the lines.</summary>
    public static AllowlistText Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]))
            return new AllowlistText(Split(bytes), IsUtf16: false);

        var encoding = bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        return new AllowlistText(Split(Encoding.UTF8.GetBytes(encoding.GetString(bytes[2..]))), IsUtf16: true);
    }

    private static List<TextLine> Split(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<TextLine>();
        while (!bytes.IsEmpty)
        {
            var feed = bytes.IndexOf((byte)'\n');
            var line = feed < 0 ? bytes : bytes[..(feed + 1)];
            bytes = bytes[line.Length..];
            var text = line.TrimEnd("\r\n"u8);
            var ending = line[text.Length..];
            var marked = text.StartsWith(Mark);
            while (text.StartsWith(Mark))
                text = text[Mark.Length..];

            var valid = Utf8.IsValid(text);
            lines.Add(new TextLine(
                (valid ? Encoding.UTF8 : Encoding.Latin1).GetString(text),
                ending is [(byte)'\n'] ? "\n" : Encoding.ASCII.GetString(ending),
                marked,
                valid));
        }

        return lines;
    }
}
