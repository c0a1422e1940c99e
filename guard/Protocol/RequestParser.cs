namespace AiSandbox.Guard.Protocol;

/// <summary>What a request head is.</summary>
public enum RequestVerdict
{
    /// <summary>Not decided yet.</summary>
    NeedMore,

    /// <summary>CONNECT to a name, in the one accepted form.</summary>
    Accepted,

    /// <summary>A well-formed request with another method.</summary>
    Method,

    /// <summary>CONNECT to an address.</summary>
    Literal,

    /// <summary>Anything else.</summary>
    Malformed,

    /// <summary>More bytes than a head may have.</summary>
    TooLarge,
}

/// <summary>
/// Reads one request head as its bytes come in. Every byte is looked at once, line by line, and the first thing that is
/// wrong decides; so however the bytes are split over packets, the verdict is the same, and a long head sent in many small
/// packets costs no more than one sent at once.
/// </summary>
public sealed class RequestParser
{
    /// <summary>The longest head.</summary>
    public const int MaximumBytes = 16 * 1024;

    private const int MaximumHeaders = 64;

    private int _scanned;
    private int _lineStart;
    private int _headers = -1;
    private bool _announcesBody;

    /// <summary>What the request line says; "-" for what it does not.</summary>
    public RequestLine Line { get; private set; } = new(HostKind.Malformed, "-", "-", "-");

    /// <summary>The length of the head, the empty line included, once it is decided.</summary>
    public int Length => _scanned;

    /// <summary>Goes on with the head.</summary>
    /// <param name="received">All bytes that were received so far, those of earlier calls included.</param>
    public RequestVerdict Read(ReadOnlySpan<byte> received)
    {
        var isWhole = received.Length < MaximumBytes;
        if (!isWhole)
            received = received[..MaximumBytes];

        while (_scanned < received.Length)
        {
            var character = received[_scanned];
            if (character == '\r')
            {
                if (_scanned + 1 == received.Length)
                    break;
                if (received[_scanned + 1] != '\n')
                    return RequestVerdict.Malformed;

                var line = received[_lineStart.._scanned];
                _scanned += 2;
                _lineStart = _scanned;
                if (line.IsEmpty)
                    return EndOfHead();
                if (!TryTakeLine(line))
                    return RequestVerdict.Malformed;
            }
            else if (character is < (byte)' ' and not (byte)'\t' or 0x7f)
            {
                // A bare line feed, NUL, the first byte of a TLS record: no need to wait for more.
                return RequestVerdict.Malformed;
            }
            else
            {
                _scanned++;
            }
        }

        return isWhole ? RequestVerdict.NeedMore : RequestVerdict.TooLarge;
    }

    private bool TryTakeLine(ReadOnlySpan<byte> line)
    {
        if (_headers++ < 0)
        {
            var isWellFormed = RequestLine.TryParse(line, out var parsed);
            Line = parsed;
            return isWellFormed;
        }

        if (_headers > MaximumHeaders)
            return false;

        // A line that starts with a space goes on with the one before; its name is no token, so it fails here.
        var colon = line.IndexOf((byte)':');
        if (colon < 1 || !Token.IsToken(line[..colon]))
            return false;

        _announcesBody |= System.Text.Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8)
            || System.Text.Ascii.EqualsIgnoreCase(line[..colon], "Transfer-Encoding"u8);
        return true;
    }

    private RequestVerdict EndOfHead()
    {
        if (_headers < 0)
            return RequestVerdict.Malformed;
        if (!Line.IsConnect)
            return RequestVerdict.Method;
        if (_announcesBody)
            return RequestVerdict.Malformed;
        return Line.Kind == HostKind.Literal ? RequestVerdict.Literal : RequestVerdict.Accepted;
    }
}
