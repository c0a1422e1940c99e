using System.Globalization;
using System.Text;
using AiSandbox.Guard.Logging;

namespace AiSandbox.Guard.Relay;

/// <summary>An answer of the guard itself: what curl and people read instead of a broken connection.</summary>
public sealed class OwnAnswer
{
    private const string OnlyThese = "refused. Only HTTPS (443) and SSH (22) to the hosts in allowed-sites.txt pass.";

    private OwnAnswer(int status, string phrase, string reason, string text)
    {
        var body = $"AI Sandbox: {text}\n";
        Status = status;
        Reason = reason;
        Bytes = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {phrase}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
    }

    /// <summary>To another method than CONNECT.</summary>
    public static OwnAnswer Method { get; } = new(403, "Forbidden", Reasons.Method, OnlyThese);

    /// <summary>To an address.</summary>
    public static OwnAnswer Literal { get; } = new(403, "Forbidden", Reasons.Literal, OnlyThese);

    /// <summary>To a host whose budget is used up.</summary>
    public static OwnAnswer Budget { get; } =
        new(403, "Forbidden", Reasons.Budget, "refused. What may be sent to this host is used up.");

    /// <summary>To what is no request.</summary>
    public static OwnAnswer Malformed { get; } = new(400, "Bad Request", Reasons.Malformed, "this is no request to a proxy.");

    /// <summary>To a head that does not come.</summary>
    public static OwnAnswer HeaderTime { get; } =
        new(408, "Request Timeout", Reasons.HeaderTime, "the request took too long.");

    /// <summary>To a head that does not end.</summary>
    public static OwnAnswer HeaderSize { get; } =
        new(431, "Request Header Fields Too Large", Reasons.HeaderSize, "the request is too large.");

    /// <summary>When too many connections are open.</summary>
    public static OwnAnswer Limit { get; } =
        new(503, "Service Unavailable", Reasons.Limit, "too many connections at a time. Try again.");

    /// <summary>When Squid stays away.</summary>
    public static OwnAnswer ProxyDown { get; } =
        new(503, "Service Unavailable", Reasons.ProxyDown, "the proxy is down. Try again.");

    /// <summary>When Squid's answer is none.</summary>
    public static OwnAnswer ProxyAnswer { get; } =
        new(502, "Bad Gateway", Reasons.ProxyAnswer, "the proxy's answer is none.");

    /// <summary>When Squid does not answer.</summary>
    public static OwnAnswer ProxyTime { get; } =
        new(504, "Gateway Timeout", Reasons.ProxyTime, "the proxy does not answer.");

    /// <summary>The status.</summary>
    public int Status { get; }

    /// <summary>The reason in the log.</summary>
    public string Reason { get; }

    /// <summary>The answer as it is sent.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }
}
