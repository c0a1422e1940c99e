using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Forward;

namespace Guard.Tests.Forward;

/// <summary>Both ends of Forward, each frame handed to the other at once; the inside dials what a test listens on.</summary>
internal sealed class Pair : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Pair()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        FrameReader? toInside = null, toOutside = null;
        Outside = new Mux(bytes => toInside!.Add(bytes));
        Inside = new Mux(bytes => toOutside!.Add(bytes)) { Dial = DialAsync };
        toInside = new FrameReader(Inside.Take);
        toOutside = new FrameReader(Outside.Take);
    }

    public Mux Outside { get; }

    public Mux Inside { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>A connection: the user's end, the server's end, and what comes of it.</summary>
    public async Task<(Socket User, Socket Server, Task<MuxResult> Result)> OpenAsync()
    {
        var (user, carried) = await ConnectedAsync();
        var result = CarryAsync(carried);
        return (user, await _listener.AcceptAsync().WaitAsync(TimeSpan.FromSeconds(20)), result);
    }

    /// <summary>Carries one that is not looked at from inside.</summary>
    public Task<MuxResult> CarryAsync(Socket carried, int? port = null) =>
        Outside.OpenAsync(carried, port ?? Port, CancellationToken.None);

    /// <summary>Two ends of a connection on loopback.</summary>
    public static async Task<(Socket One, Socket Other)> ConnectedAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var one = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await one.ConnectAsync(listener.LocalEndpoint);
        return (one, await listener.AcceptSocketAsync());
    }

    public void Dispose() => _listener.Dispose();

    private async Task<Socket?> DialAsync(int port)
    {
        if (port != Port)
            return null;

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }
}
