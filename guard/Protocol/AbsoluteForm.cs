using System.Text;

namespace AiSandbox.Guard.Protocol;

/// <summary>
/// What a refused request was about, for the log alone: host and port of <c>scheme://user@host:port/path</c>. Nothing is
/// decided by it, so it is lenient about the form, and strict about what it lets into the log.
/// </summary>
public static class AbsoluteForm
{
    private const string Unknown = "-";

    /// <summary>Host and port of a target, "-" for what cannot be told.</summary>
    /// <param name="target">The target of a request line.</param>
    public static (string Host, string Port) Describe(ReadOnlySpan<byte> target)
    {
        var scheme = target.IndexOf("://"u8);
        if (scheme < 1)
            return (Unknown, Unknown);

        var authority = target[(scheme + 3)..];
        var end = authority.IndexOfAny("/?#\\"u8);
        if (end >= 0)
            authority = authority[..end];
        authority = authority[(authority.LastIndexOf((byte)'@') + 1)..];

        var colon = authority.LastIndexOf((byte)':');
        var hasPort = colon > authority.LastIndexOf((byte)']');
        var host = hasPort ? authority[..colon] : authority;
        var port = hasPort ? authority[(colon + 1)..] : default;
        if (!IsLoggable(host))
            return (Unknown, Unknown);

        var name = Encoding.ASCII.GetString(host).ToLowerInvariant();
        if (port.IsEmpty)
            return (name, DefaultPort(Encoding.ASCII.GetString(target[..scheme]).ToLowerInvariant()));
        return (name, Authority.TryParsePort(port, out var number) ? PortText.Of(number) : Unknown);
    }

    private static bool IsLoggable(ReadOnlySpan<byte> host)
    {
        if (Authority.IsAddressWithColons(host))
            return true;
        if (host.Length is 0 or > HostName.MaximumLength)
            return false;

        foreach (var character in host)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && !".-_"u8.Contains(character))
                return false;
        }

        return true;
    }

    private static string DefaultPort(string scheme) => scheme switch
    {
        "http" or "ws" => "80",
        "https" or "wss" => PortText.Https,
        "ftp" => "21",
        "gopher" => "70",
        _ => Unknown,
    };
}
