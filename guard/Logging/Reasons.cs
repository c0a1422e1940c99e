namespace AiSandbox.Guard.Logging;

/// <summary>Why something happened, as the log says it.</summary>
public static class Reasons
{
    /// <summary>No reason is needed.</summary>
    public const string None = "-";

    /// <summary>The ordinary end.</summary>
    public const string End = "end";

    /// <summary>The client went away before it had an answer.</summary>
    public const string ClientGone = "client-gone";

    /// <summary>The client's side broke.</summary>
    public const string ClientReset = "client-reset";

    /// <summary>Squid's side broke.</summary>
    public const string ServerReset = "server-reset";

    /// <summary>400: no request in the one accepted form.</summary>
    public const string Malformed = "malformed";

    /// <summary>403: another method than CONNECT.</summary>
    public const string Method = "method";

    /// <summary>403: an address instead of a name.</summary>
    public const string Literal = "literal";

    /// <summary>431: a head above its limit.</summary>
    public const string HeaderSize = "header-size";

    /// <summary>408: no whole head in time.</summary>
    public const string HeaderTime = "header-time";

    /// <summary>503: too many connections. A cut: room for others, by a tunnel whose client had nothing more to send.</summary>
    public const string Limit = "limit";

    /// <summary>503: Squid was away for too long.</summary>
    public const string ProxyDown = "proxy-down";

    /// <summary>502: Squid's answer is none.</summary>
    public const string ProxyAnswer = "proxy-answer";

    /// <summary>504: Squid did not answer in time.</summary>
    public const string ProxyTime = "proxy-time";

    /// <summary>503: the proxy above Squid does not answer.</summary>
    public const string UpstreamDown = "upstream-down";

    /// <summary>503: the proxy above Squid wants another user or password.</summary>
    public const string UpstreamLogin = "upstream-login";

    /// <summary>503: the proxy above Squid opened no tunnel.</summary>
    public const string UpstreamRefused = "upstream-refused";

    /// <summary>403 or a cut: the host's budget is used up.</summary>
    public const string Budget = "budget";

    /// <summary>Squid opened a port that has no check.</summary>
    public const string Port = "port";

    /// <summary>The client's first bytes on 443 are no TLS.</summary>
    public const string NotTls = "not-tls";

    /// <summary>The client's hello cannot be read.</summary>
    public const string HelloMalformed = "hello-malformed";

    /// <summary>The client's hello is above its limit.</summary>
    public const string HelloSize = "hello-size";

    /// <summary>The client's hello names no host.</summary>
    public const string SniMissing = "sni-missing";

    /// <summary>The client's hello names another host.</summary>
    public const string SniOther = "sni-other";

    /// <summary>The client's hello names several hosts.</summary>
    public const string SniSeveral = "sni-several";

    /// <summary>The client's hello has an encrypted one inside.</summary>
    public const string Ech = "ech";

    /// <summary>The client's first bytes on 22 are no SSH.</summary>
    public const string NotSsh = "not-ssh";

    /// <summary>The server's first bytes on 22 are no SSH.</summary>
    public const string ServerNotSsh = "server-not-ssh";

    /// <summary>The first bytes did not come in time.</summary>
    public const string FirstBytesTime = "first-bytes-time";

    /// <summary>Silence after the client had nothing more to send.</summary>
    public const string HalfClosedIdle = "half-closed-idle";

    /// <summary>Silence.</summary>
    public const string Idle = "idle";

    /// <summary>The name is on no list; Squid's word for it.</summary>
    public const string Name = "name";

    /// <summary>The name is no longer on its port's list.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>The guard stops.</summary>
    public const string Stopping = "stopping";

    /// <summary>Something unexpected, in this connection alone.</summary>
    public const string Error = "error";

    /// <summary>Note: the guard listens.</summary>
    public const string Started = "started";

    /// <summary>Note: the lists were read again.</summary>
    public const string ListsRead = "lists-read";

    /// <summary>Note, and a cut: the lists could not be read.</summary>
    public const string ListsUnreadable = "lists-unreadable";

    /// <summary>Note: a connection could not be accepted.</summary>
    public const string Accept = "accept";
}
