using System.Text;

namespace AiSandbox.Guard.Protocol;

/// <summary>A request line that is well-formed: method, target and version with one space between.</summary>
/// <param name="Kind">What the target is; of another method than CONNECT always <see cref="HostKind.Malformed"/>.</param>
/// <param name="Method">The method.</param>
/// <param name="Host">The host, or "-".</param>
/// <param name="Port">The port, or "-".</param>
public readonly record struct RequestLine(HostKind Kind, string Method, string Host, string Port)
{
    private const int MaximumMethod = 32;

    /// <summary>Whether the method is CONNECT, in capitals.</summary>
    public bool IsConnect => Method == "CONNECT";

    /// <summary>Reads a request line without its end.</summary>
    /// <param name="text">The line.</param>
    /// <param name="line">What it says.</param>
    /// <returns>Whether it is well-formed; with CONNECT, whether its target is host and port too.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out RequestLine line)
    {
        line = new RequestLine(HostKind.Malformed, "-", "-", "-");
        var space = text.IndexOf((byte)' ');
        if (space is < 1 or > MaximumMethod || !Token.IsToken(text[..space]))
            return false;

        var rest = text[(space + 1)..];
        var end = rest.IndexOf((byte)' ');
        if (end < 1 || !IsVisible(rest[..end]))
            return false;

        var version = rest[(end + 1)..];
        if (!version.SequenceEqual("HTTP/1.1"u8) && !version.SequenceEqual("HTTP/1.0"u8))
            return false;

        line = line with { Method = Encoding.ASCII.GetString(text[..space]) };
        return line.IsConnect ? TryReadTarget(rest[..end], ref line) : DescribeTarget(rest[..end], ref line);
    }

    private static bool TryReadTarget(ReadOnlySpan<byte> target, ref RequestLine line)
    {
        var kind = Authority.Parse(target, out var host, out var port);
        if (kind == HostKind.Malformed)
            return false;

        line = new RequestLine(kind, line.Method, host, PortText.Of(port));
        return true;
    }

    private static bool DescribeTarget(ReadOnlySpan<byte> target, ref RequestLine line)
    {
        var (host, port) = AbsoluteForm.Describe(target);
        line = line with { Host = host, Port = port };
        return true;
    }

    private static bool IsVisible(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'!', (byte)'~');
}
