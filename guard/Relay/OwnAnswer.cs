using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AiSandbox.Guard.Logging;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>
/// An answer of the guard itself: what people, and programs that read JSON or RFC 9209, get instead of a broken connection.
/// Squid's own refusals have the same form (images/proxy/errors).
/// </summary>
/// <param name="Status">The status.</param>
/// <param name="Phrase">The status in words.</param>
/// <param name="Reason">The reason in the log.</param>
/// <param name="Error">The error type of RFC 9209, section 2.3.</param>
/// <param name="Message">What happened.</param>
/// <param name="Ask">What to do.</param>
public sealed record OwnAnswer(int Status, string Phrase, string Reason, string Error, string Message, string Ask)
{
    private const string Denied = "http_request_denied";
    private const string Malformedness = "http_request_error";
    private const string Unavailable = "destination_unavailable";
    private const string OnlyThese = "Only HTTPS (443) and SSH (22) to the hosts in allowed-sites.txt pass.";
    private const string TryAgain = "Try again.";
    private const string Upstream = "The owner of this sandbox can look: EGRESS_PROXY in env/workspace.env.";
    private const int LongestName = 255; // what is longer is no name, and is not sent back

    /// <summary>To another method than CONNECT.</summary>
    public static OwnAnswer Method { get; } = new(403, "Forbidden", Reasons.Method, Denied, OnlyThese, "Use https:// instead of http://.");

    /// <summary>To an address.</summary>
    public static OwnAnswer Literal { get; } = new(403, "Forbidden", Reasons.Literal, Denied, OnlyThese, "Use the host's name instead of its address.");

    /// <summary>To a host whose budget is used up.</summary>
    public static OwnAnswer Budget { get; } = new(
        403, "Forbidden", Reasons.Budget, Denied, "What may be sent to this host is used up.",
        "The owner of this sandbox can raise WORKSPACE_EGRESS_BUDGET in env/workspace.env.");

    /// <summary>To what is no request.</summary>
    public static OwnAnswer Malformed { get; } = new(
        400, "Bad Request", Reasons.Malformed, Malformedness, "This is not a request to a proxy.", "Send CONNECT host:port HTTP/1.1.");

    /// <summary>To a head that does not come.</summary>
    public static OwnAnswer HeaderTime { get; } = new(
        408, "Request Timeout", Reasons.HeaderTime, Malformedness, "The request took too long.", TryAgain);

    /// <summary>To a head that does not end.</summary>
    public static OwnAnswer HeaderSize { get; } = new(
        431, "Request Header Fields Too Large", Reasons.HeaderSize, Malformedness, "The request is too large.", "Send fewer headers.");

    /// <summary>When too many connections are open.</summary>
    public static OwnAnswer Limit { get; } = new(
        503, "Service Unavailable", Reasons.Limit, "connection_limit_reached", "Too many connections at a time.", TryAgain);

    /// <summary>When Squid stays away.</summary>
    public static OwnAnswer ProxyDown { get; } = new(
        503, "Service Unavailable", Reasons.ProxyDown, Unavailable, "The proxy is down.", TryAgain);

    /// <summary>When Squid's answer is none.</summary>
    public static OwnAnswer ProxyAnswer { get; } = new(
        502, "Bad Gateway", Reasons.ProxyAnswer, "http_protocol_error", "The answer of the proxy cannot be read.", TryAgain);

    /// <summary>When Squid does not answer.</summary>
    public static OwnAnswer ProxyTime { get; } = new(
        504, "Gateway Timeout", Reasons.ProxyTime, "http_response_timeout", "The proxy does not answer.", TryAgain);

    /// <summary>What the client is told instead of an answer that came by a proxy above Squid; null where it is Squid's own refusal.</summary>
    /// <param name="squid">The answer, no 200.</param>
    public static OwnAnswer? OfUpstream(SquidHead squid) => squid switch
    {
        { IsOwn: true, Status: 403 } => null,
        { Status: 407 } => UpstreamLogin,
        { IsOwn: true } or { Status: 500 } => UpstreamDown, // Squid's own: it could not reach it, or has given it up for now
        _ => UpstreamRefused,
    };

    private static OwnAnswer UpstreamDown { get; } = new(
        503, "Service Unavailable", Reasons.UpstreamDown, Unavailable, "The proxy above this sandbox does not answer.", Upstream);

    private static OwnAnswer UpstreamLogin { get; } = new(
        503, "Service Unavailable", Reasons.UpstreamLogin, Unavailable, "The proxy above this sandbox wants another user or password.", Upstream);

    private static OwnAnswer UpstreamRefused { get; } = new(
        503, "Service Unavailable", Reasons.UpstreamRefused, Unavailable, "The proxy above this sandbox did not open this connection.",
        "The list lets it through. Whoever runs that proxy decides, or knows why it cannot reach the host.");

    /// <summary>The answer as it is sent.</summary>
    /// <param name="line">The request, as far as it was read.</param>
    public byte[] Render(RequestLine line)
    {
        var body = Body(line);
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {Phrase}\r\n")
            + $"Proxy-Status: ai-sandbox; error={Error}; details=\"{Reason}\"\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n")
            + "Connection: close\r\n\r\n";

        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    // The writer escapes: host and port are what a stranger wrote.
    private byte[] Body(RequestLine line)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("error", Status == 403 ? "denied" : "failed");
            json.WriteString("reason", Reason);
            if (line.Host.Length <= LongestName && int.TryParse(line.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                json.WriteString("host", line.Host);
                json.WriteNumber("port", port);
            }

            json.WriteString("message", Message);
            json.WriteString("ask", Ask);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
