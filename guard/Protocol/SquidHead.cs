using System.Buffers.Text;
using System.Text;

namespace AiSandbox.Guard.Protocol;

/// <summary>The head of Squid's answer.</summary>
/// <param name="Length">How many bytes it takes, the empty line included.</param>
/// <param name="Status">The status, or 0 when it is no head of HTTP/1.</param>
/// <param name="Body">The length of the body where it is said.</param>
/// <param name="IsOwn">
/// Whether it is Squid's own by its head, or by its text: of an answer of a proxy above it, Squid passes on the head alone.
/// </param>
public sealed record SquidHead(int Length, int Status, long? Body, bool IsOwn = false)
{
    /// <summary>The longest head.</summary>
    public const int MaximumBytes = 16 * 1024;

    /// <summary>Reads a head.</summary>
    /// <param name="received">All bytes that were received so far.</param>
    /// <returns>Null as long as it is not complete.</returns>
    public static SquidHead? TryParse(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return received.Length < MaximumBytes ? null : new SquidHead(0, 0, null);

        var head = received[..(end + 2)];
        long? body = null;
        var status = 0;
        var isOwn = received[(end + 4)..].StartsWith("{\"error\":"u8);
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (range.Start.Value == 0)
                status = ReadStatus(line);
            else if (line.IndexOf((byte)':') is var colon and > 0
                && Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8)
                && Utf8Parser.TryParse(line[(colon + 1)..].Trim((byte)' '), out long length, out _))
                body = length;
            else if (line.StartsWith("Proxy-Status: ai-sandbox"u8))
                isOwn = true;
        }

        return new SquidHead(end + 4, status, body, isOwn);
    }

    private static int ReadStatus(ReadOnlySpan<byte> line) =>
        line.Length >= 12 && line.StartsWith("HTTP/1."u8) && line[8] == ' '
        && Utf8Parser.TryParse(line.Slice(9, 3), out int status, out var used) && used == 3 && status is >= 100 and < 600
            ? status
            : 0;
}
