using System.Text;

namespace AiSandbox.Guard.Protocol;

/// <summary>The target of CONNECT: a host, a colon, a port.</summary>
public static class Authority
{
    /// <summary>Reads a target.</summary>
    /// <param name="text">The target as it was sent.</param>
    /// <param name="host">The host in the spelling that goes on, or the address as text; empty when malformed.</param>
    /// <param name="port">The port; 0 when malformed.</param>
    public static HostKind Parse(ReadOnlySpan<byte> text, out string host, out int port)
    {
        host = "";
        port = 0;
        var colon = text.LastIndexOf((byte)':');
        if (colon < 0 || !TryParsePort(text[(colon + 1)..], out port))
            return HostKind.Malformed;

        if (IsAddressWithColons(text[..colon]))
        {
            host = Encoding.ASCII.GetString(text[..colon]).ToLowerInvariant();
            return HostKind.Literal;
        }

        var kind = HostName.Parse(text[..colon], out host);
        if (kind == HostKind.Malformed)
            port = 0;
        return kind;
    }

    /// <summary>Reads a port: 1 to 65535, digits alone, no leading zero.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="port">The port, or 0.</param>
    public static bool TryParsePort(ReadOnlySpan<byte> text, out int port)
    {
        port = 0;
        if (text.Length is 0 or > 5 || text[0] == '0')
            return false;

        var value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = (value * 10) + (digit - '0');
        }

        if (value > ushort.MaxValue)
            return false;
        port = value;
        return true;
    }

    /// <summary>Whether a host is meant as an IPv6 address: with brackets or without, with or without a zone.</summary>
    /// <param name="host">The host as it was sent.</param>
    public static bool IsAddressWithColons(ReadOnlySpan<byte> host)
    {
        var isBracketed = host is [(byte)'[', .., (byte)']'];
        if (isBracketed)
            host = host[1..^1];
        if (host.Length is 0 or > 64 || (!isBracketed && !host.Contains((byte)':')))
            return false;

        var zone = host.IndexOf((byte)'%');
        foreach (var character in zone < 0 ? host : host[..zone])
        {
            if (!char.IsAsciiHexDigit((char)character) && character is not ((byte)':' or (byte)'.'))
                return false;
        }

        foreach (var character in zone < 0 ? default : host[(zone + 1)..])
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && !"%.-_~"u8.Contains(character))
                return false;
        }

        return true;
    }
}
