namespace AiSandbox.Host.Services.Logs;

/// <summary>The reasons that squid.conf writes into its log, and how they read.</summary>
public static class Reasons
{
    /// <summary>The name is listed for the port.</summary>
    public const string Listed = "listed";

    /// <summary>Another method than CONNECT.</summary>
    public const string Method = "method";

    /// <summary>Another port than 443 and 22.</summary>
    public const string Port = "port";

    /// <summary>The name is not listed for the port.</summary>
    public const string Name = "name";

    /// <summary>The name is listed and leads to an address that it must not have.</summary>
    public const string Address = "address";

    /// <summary>The reason of an event in words.</summary>
    public static string InWords(ProxyEvent request) => request.Reason switch
    {
        Listed when request.IsAllowed => Reached(request.Status),
        Method => $"{SafeText.Ascii(request.Method, 20)} is refused: only CONNECT passes, which is HTTPS and SSH",
        Port => "only ports 443 and 22 can be opened",
        Name => "not in allowed-sites.txt",
        Address => "its address is private or special; the entry's option `private` allows the first",
        "" or "-" => $"the request could not be read ({request.Status})",
        var other => SafeText.Ascii(other, 40),
    };

    private static string Reached(int status) => status switch
    {
        200 => "listed",
        0 => "listed, given up by the client",
        _ => $"listed, but the site could not be reached ({status})",
    };
}
