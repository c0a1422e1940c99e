using System.Text;
using System.Text.Unicode;

namespace AiSandbox.Host.Services.Allowlist;

/// <summary>One line of a file.</summary>
/// <param name="Text">The line without its ending.</param>
/// <param name="Ending">What ends it: a line feed with any number of carriage returns before it, or less at the end of the file.</param>
/// <param name="IsUtf8">Whether its bytes were UTF-8; if not, they were read as Latin-1, which has a character for each.</param>
internal sealed record TextLine(string Text, string Ending, bool IsUtf8)
{
    /// <summary>The ending that <c>--fix</c> writes.</summary>
    public string CleanEnding => Ending.EndsWith('\n') ? "\n" : "";
}

/// <summary>The lines of a file, whatever its bytes are.</summary>
/// <param name="Lines">The lines; none for an empty file.</param>
/// <param name="HasByteOrderMark">Whether it began with UTF-8's byte order mark.</param>
/// <param name="IsUtf16">Whether it is UTF-16, which Notepad calls Unicode.</param>
internal sealed record AllowlistText(IReadOnlyList<TextLine> Lines, bool HasByteOrderMark, bool IsUtf16)
{
    private const char Mark = '\uFEFF';

    /// <summary>Reads the lines.</summary>
    public static AllowlistText Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            // Written on as UTF-8: a second mark would be one then, so all of them go.
            var encoding = bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            bytes = Encoding.UTF8.GetBytes(encoding.GetString(bytes).TrimStart(Mark));
            return new AllowlistText(Split(bytes), HasByteOrderMark: false, IsUtf16: true);
        }

        var marked = false;
        while (bytes is [0xEF, 0xBB, 0xBF, ..])
        {
            marked = true;
            bytes = bytes[3..];
        }

        return new AllowlistText(Split(bytes), marked, IsUtf16: false);
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
            var valid = Utf8.IsValid(text);
            var ending = line[text.Length..];
            lines.Add(new TextLine(
                (valid ? Encoding.UTF8 : Encoding.Latin1).GetString(text),
                ending is [(byte)'\n'] ? "\n" : Encoding.ASCII.GetString(ending),
                valid));
        }

        return lines;
    }
}
