using System.Collections.Concurrent;
using System.Net.Sockets;

namespace AiSandbox.Guard.Relay;

/// <summary>
/// Connections to Squid that were opened ahead of need: the next request finds one that Squid has accepted already. One
/// that is not used is closed before Squid loses patience with it.
/// </summary>
/// <param name="maximum">How many there may be; 0 for none.</param>
public sealed class SpareConnections(int maximum) : IDisposable
{
    // Squid waits ten seconds for a request, and then writes a line about it.
    private const long LifetimeMilliseconds = 5000;

    private readonly ConcurrentQueue<(Socket Socket, long Opened)> _spares = new();
    private int _opening;
    private volatile bool _isOver;

    /// <summary>Takes one. It may be broken meanwhile: Squid restarts without a word.</summary>
    public Socket? TryTake()
    {
        CloseOld();
        return _spares.TryDequeue(out var spare) ? spare.Socket : null;
    }

    /// <summary>Opens one, if there may be one more.</summary>
    /// <param name="connect">Connects to Squid, or gives null.</param>
    public async Task OpenAsync(Func<CancellationToken, Task<Socket?>> connect)
    {
        if (Interlocked.Increment(ref _opening) + _spares.Count <= maximum
            && await connect(CancellationToken.None) is { } socket)
            _spares.Enqueue((socket, Environment.TickCount64));
        Interlocked.Decrement(ref _opening);
        if (_isOver)
            Dispose();
    }

    /// <summary>Closes those that nobody needed.</summary>
    public void CloseOld()
    {
        var oldest = Environment.TickCount64 - LifetimeMilliseconds;
        while (_spares.TryPeek(out var spare) && spare.Opened < oldest && _spares.TryDequeue(out spare))
            spare.Socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOver = true;
        while (_spares.TryDequeue(out var spare))
            spare.Socket.Dispose();
    }
}
