using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Guard.Tests.Relay;

/// <summary>Stands in for Squid: reads a head, and does with the connection what the test says.</summary>
internal sealed class FakeSquid : IDisposable
{
    public const string Opened = "HTTP/1.1 200 Connection established\r\n\r\n";

    private readonly Func<Peer, Task> _serve;
    private readonly CancellationTokenSource _stopping = new();
    private Socket? _listener;

    public FakeSquid(Func<Peer, Task> serve, bool isUp = true)
    {
        _serve = serve;
        using (var probe = Listen(0))
            Port = ((IPEndPoint)probe.LocalEndPoint!).Port;
        if (isUp)
            Start();
    }

    public int Port { get; }

    /// <summary>The heads of all requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Everything that came behind the heads.</summary>
    public MemoryStream Behind { get; } = new();

    /// <summary>Connections since the start, with a request or without.</summary>
    public int Accepted { get; private set; }

    /// <summary>Opens every tunnel and sends back what it gets.</summary>
    public static async Task EchoAsync(Peer peer)
    {
        await peer.SendAsync(Opened);
        while (await peer.ReceiveAsync() is { Length: > 0 } bytes)
            await peer.SendAsync(bytes);
    }

    public void Start()
    {
        _listener = Listen(Port);
        _ = AcceptAsync(_listener);
    }

    public void Stop() => _listener?.Dispose();

    public void Dispose()
    {
        _stopping.Cancel();
        Stop();
    }

    private static Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen(600);
        return socket;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(_stopping.Token);
                Accepted++;
                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Down.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var peer = new Peer(socket);
        await using var stop = _stopping.Token.Register(socket.Dispose);
        try
        {
            var head = "";
            while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                var bytes = await peer.ReceiveAsync(1);
                if (bytes.Length == 0)
                    return;
                head += Encoding.Latin1.GetString(bytes);
            }

            Requests.Enqueue(head);
            peer.OnReceived = bytes =>
            {
                lock (Behind)
                    Behind.Write(bytes);
            };
            await _serve(peer);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side ended it.
        }
    }
}
