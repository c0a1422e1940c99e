using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Logging;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>The lines of one connection.</summary>
public sealed class ConnectionLog(AccessLog log, long id, IPAddress client)
{
    private readonly long _accepted = Environment.TickCount64;
    private readonly string _client = (client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client).ToString();
    private bool _hasTunnel;

    /// <summary>What the request is about, once that is known.</summary>
    public RequestLine Line { get; set; } = new(HostKind.Malformed, "-", "-", "-");

    /// <summary>Whether a connection comes from this container itself: a health check.</summary>
    /// <param name="address">The connection's other end.</param>
    public static bool IsHealthCheck(IPAddress address) => IPAddress.Loopback.Equals(address);

    /// <summary>The address at a socket's other end.</summary>
    /// <param name="socket">The socket.</param>
    /// <exception cref="SocketException">It is not connected any more.</exception>
    public static IPAddress AddressOf(Socket socket) => (socket.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;

    /// <summary>Writes a line. What a health check does is left out, as long as it is no tunnel.</summary>
    /// <param name="name">The event.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="status">The status that the client was told.</param>
    /// <param name="received">The bytes of the client.</param>
    /// <param name="sent">The bytes to the client.</param>
    public void Write(string name, string reason, int status, long received, long sent)
    {
        _hasTunnel |= name == LogEvents.Open;
        if (IsHealthCheck(client) && !_hasTunnel)
            return;

        log.Write(new LogEntry(
            name, id, _client, Line.Method, Line.Host, Line.Port, status, reason, received, sent, Environment.TickCount64 - _accepted));
    }
}
