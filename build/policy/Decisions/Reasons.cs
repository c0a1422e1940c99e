namespace AiSandbox.Policy.Decisions;

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

    /// <summary>The name is listed and leads to an address that needs the entry's option <c>private</c>.</summary>
    public const string Address = "address";

    /// <summary>The name is listed and leads to an address that no option opens.</summary>
    public const string AddressNever = "address-never";

    /// <summary>The name is listed and leads to a private address of IPv6, which a sandbox does not have: no option helps.</summary>
    public const string AddressIpv6 = "address-ipv6";

    /// <summary>The gateway has a key for the name, and reaches it alone.</summary>
    public const string Key = "key";

    /// <summary>The reason of an event in words.</summary>
    public static string InWords(ProxyEvent request) => request.Reason switch
    {
        Listed when request.IsAllowed => Reached(request.Status),
        Method => $"{SafeText.Ascii(request.Method, 20)} is denied: only CONNECT passes, which is HTTPS and SSH",
        Port => "only ports 443 and 22 can be opened",
        Name when request.IsLookup => "looked up, not in allowed-sites.txt",
        Name => "not in allowed-sites.txt",
        Address => "listed, but its address is private, which the entry's option `private` allows",
        AddressNever => "listed, but its address is this machine's, link-local or metadata, which nothing allows",
        AddressIpv6 => "listed, but it leads to a private IPv6 address; a sandbox has IPv4 alone, so `private` would not help",
        Key => "reached by the gateway alone, which has the key for it",
        _ when request.IsGuard => Guard(request.Reason),
        "" or "-" => $"the request could not be read ({request.Status})",
        var other => SafeText.Ascii(other, 40),
    };

    /// <summary>
    /// Whether the guard ended a tunnel that was over: both sides were silent, or the client had said goodbye and the host
    /// never did. Nobody was stopped from anything.
    /// </summary>
    public static bool IsGoodbye(string reason) => reason is "idle" or "half-closed-idle";

    private static string Guard(string reason) => reason switch
    {
        "malformed" => "the request is not a plain CONNECT host:port, and was not read any further",
        "literal" => "an address instead of a name: only names can be listed",
        "header-size" => "the request's head is too long",
        "header-time" => "the request's head did not come in time",
        "limit" => "too many connections at once",
        "proxy-down" => "the proxy behind the guard does not answer",
        "not-tls" => "what came through the tunnel on port 443 is not TLS",
        "sni-missing" => "the TLS hello names no host, so it may lead anywhere",
        "sni-other" => "the TLS hello names another host than the one that was asked for",
        "sni-several" => "the TLS hello names several hosts",
        "ech" => "the TLS hello hides a second one, which may name any host (WORKSPACE_ALLOW_ECH in env/workspace.env)",
        "hello-malformed" or "hello-size" => "the TLS hello cannot be read",
        "first-bytes-time" => "nothing came through the tunnel in time",
        "not-ssh" => "what came through the tunnel on port 22 is not SSH",
        "server-not-ssh" => "what the host answered on port 22 is not SSH",
        "budget" => "the host's budget of bytes is used up (WORKSPACE_EGRESS_BUDGET in env/workspace.env)",
        "unlisted" => "the host is not on the list any more",
        "idle" or "half-closed-idle" => "closed: nothing came through the tunnel for too long",
        "lists-unreadable" => "the guard could not read the list, and cut all tunnels",
        "proxy-answer" => "the proxy behind the guard gave an invalid answer",
        "proxy-time" => "the proxy behind the guard did not answer in time",
        "upstream-down" => "the proxy above the sandbox does not answer (EGRESS_PROXY in env/workspace.env)",
        "upstream-login" => "the proxy above the sandbox wants another user or password (EGRESS_PROXY in env/workspace.env)",
        "upstream-refused" => "listed, but the proxy above the sandbox did not open the connection",
        "error" => "an error in the guard, in this connection only",
        var other => SafeText.Ascii(other, 40),
    };

    private static string Reached(int status) => status switch
    {
        200 => "listed",
        0 => "listed, given up by the client",
        _ => $"listed, but the site could not be reached ({status})",
    };
}
