using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Protocol;
using AiSandbox.Guard.Relay;

namespace AiSandbox.Guard.Gate;

/// <summary>
/// Takes the connections that the gate's filter leads here, and asks the guard for the name that was dialled. It has no policy,
/// and may do nothing that the workspace may not do itself.
/// </summary>
internal sealed class GateRelay : IDisposable
{
    /// <summary>The most connections, as many as the guard takes.</summary>
    public const int MostConnections = 512;

    private const int MostPending = 128;
    private const int KernelBytes = 128 * 1024; // of each direction: a download that nobody reads must not take megabytes

    private readonly Admission _admission = new(MostConnections, MostPending);
    private readonly NameBook _book;
    private readonly Func<Task<IPEndPoint?>> _guard;
    private readonly Func<Socket, IPEndPoint?> _dialled;
    private readonly Socket _socket;

    /// <summary>Opens the port.</summary>
    /// <param name="book">Which name an address stands for.</param>
    /// <param name="guard">Where the guard is.</param>
    /// <param name="address">Where connections arrive.</param>
    /// <param name="dialled">Where a connection was for, before the filter led it here.</param>
    /// <exception cref="SocketException">The port cannot be opened.</exception>
    public GateRelay(NameBook book, Func<Task<IPEndPoint?>> guard, IPEndPoint address, Func<Socket, IPEndPoint?> dialled)
    {
        (_book, _guard, _dialled) = (book, guard, dialled);
        _socket = Bounded();
        _socket.Bind(address);
        _socket.Listen(MostConnections);
        Address = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint Address { get; }

    public int Connections => _admission.Connections;

    /// <summary>A socket whose buffers in the kernel have a bound; what is accepted has it too.</summary>
    public static Socket Bounded() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        ReceiveBufferSize = KernelBytes,
        SendBufferSize = KernelBytes,
    };

    /// <summary>Accepts connections until it is told to stop. No failure ends it.</summary>
    public Task RunAsync(CancellationToken stopping) => AcceptLoop.RunAsync(_socket, Admit, stopping);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>Where a connection was for, by the kernel's word.</summary>
    /// <returns>Null where nothing led it here: it was dialled as it came.</returns>
    public static IPEndPoint? OriginalDestination(Socket client)
    {
        const int levelIp = 0, originalDestination = 80; // SOL_IP, SO_ORIGINAL_DST: a sockaddr_in
        Span<byte> bytes = stackalloc byte[16];
        try
        {
            return client.GetRawSocketOption(levelIp, originalDestination, bytes) < 8
                ? null
                : new IPEndPoint(new IPAddress(bytes.Slice(4, 4)), (bytes[2] << 8) | bytes[3]);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private void Admit(Socket client)
    {
        if (_dialled(client) is { Port: 443 or 22 } target
            && _book.Find(target.Address, isDialled: true) is { } name
            && _admission.TryEnter() is { } place)
            _ = new RelayedConnection(client, name, PortText.Of(target.Port), _guard, place).RunAsync();
        else
            RelayedConnection.Reset(client);
    }
}
