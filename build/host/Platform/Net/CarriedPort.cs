using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Forward;

namespace AiSandbox.Host.Platform.Net;

/// <summary>A port of this machine's loopback, whose connections a <see cref="Mux"/> carries.</summary>
internal sealed class CarriedPort : IDisposable
{
    private const int Backlog = 64;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>The port; another one than was asked for where that was 0, which means any.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Listens on 127.0.0.1 and nowhere else.</summary>
    /// <exception cref="SandboxException">It cannot be had.</exception>
    public CarriedPort(int port, string next)
    {
        try
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _listener.Listen(Backlog);
        }
        catch (SocketException taken)
        {
            _listener.Dispose();
            throw new SandboxException($"Port {port} of this machine cannot be had: {taken.Message}.", next, inner: taken);
        }
    }

    /// <summary>Carries every connection to a port of the other end, until it is cancelled.</summary>
    /// <param name="mux">Carries them.</param>
    /// <param name="inside">The port of the other end.</param>
    /// <param name="ended">Hears what came of each, and how long it took.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it, and all of them.</param>
    public async Task CarryAsync(Mux mux, int inside, Action<MuxResult, TimeSpan> ended, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
            _ = CarryAsync(await _listener.AcceptAsync(cancellation));

        async Task CarryAsync(Socket socket)
        {
            socket.NoDelay = true;
            var begun = time.GetTimestamp();
            var result = await mux.OpenAsync(socket, inside, cancellation);
            socket.Dispose();
            ended(result, time.GetElapsedTime(begun));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
