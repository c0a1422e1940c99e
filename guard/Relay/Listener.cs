using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Logging;

namespace AiSandbox.Guard.Relay;

/// <summary>Accepts connections, and lets in as many as there may be.</summary>
public sealed class Listener : IDisposable
{
    private const int Backlog = 512;
    private const int MaximumHealthChecks = 8;
    private const int MaximumPoliteRefusals = 64;

    private readonly GuardContext _context;
    private readonly Socket _socket;
    private readonly Admission _admission;

    // What asks whether the guard is well gets an answer in a full house too.
    private readonly Admission _healthChecks = new(MaximumHealthChecks, MaximumHealthChecks);
    private readonly Admission _refusals = new(MaximumPoliteRefusals, MaximumPoliteRefusals);
    private long _lastId;

    /// <summary>Opens the port.</summary>
    /// <param name="context">What all connections share.</param>
    /// <param name="address">The address and port.</param>
    /// <exception cref="SocketException">The port cannot be opened.</exception>
    public Listener(GuardContext context, IPEndPoint address)
    {
        _context = context;
        _admission = new Admission(context.Options.MaxConnections, context.Options.MaxPending);

        // What is accepted inherits it.
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Bind(address);
        _socket.Listen(Backlog);
        Address = (IPEndPoint)_socket.LocalEndPoint!;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Connections at this time.</summary>
    public int Connections => _admission.Connections + _healthChecks.Connections + _refusals.Connections;

    /// <summary>Accepts connections until the guard stops. No failure ends it.</summary>
    public Task RunAsync() => AcceptLoop.RunAsync(
        _socket, Admit, _context.Stopping, () => _context.Log.Write(new LogEntry(LogEvents.Note, Reason: Reasons.Accept)));

    /// <summary>Closes the port.</summary>
    public void Dispose() => _socket.Dispose();

    private void Admit(Socket socket)
    {
        try
        {
            var client = ConnectionLog.AddressOf(socket);
            var log = new ConnectionLog(_context.Log, ++_lastId, client);
            var place = (ConnectionLog.IsHealthCheck(client) ? _healthChecks : _admission).TryEnter();
            if (_admission.IsNearlyFull)
                _context.Tunnels.CutMostSilentHalfClosed(Reasons.Limit);
            if (place is not null)
                _ = new Connection(_context, _lastId, new SocketBuffer(socket), place, log).RunAsync();
            else
                Refuse(socket, log);
        }
        catch (SocketException)
        {
            // Gone already.
            socket.Dispose();
        }
    }

    // A few are let read the answer, however many come. The answer fits a new socket's buffer, so it does not block.
    private void Refuse(Socket socket, ConnectionLog log)
    {
        var bytes = OwnAnswer.Limit.Render(log.Line);
        log.Write(LogEvents.Refuse, OwnAnswer.Limit.Reason, OwnAnswer.Limit.Status, 0, bytes.Length);
        socket.Send(bytes);
        if (_refusals.TryEnter() is { } place)
            _ = FinishAsync(new SocketBuffer(socket), place);
        else
            socket.Dispose();
    }

    private static async Task FinishAsync(SocketBuffer client, Admission.Place place)
    {
        await PoliteClose.FinishAsync(client);
        await client.DisposeAsync();
        place.Dispose();
    }
}
