using System.Buffers;
using System.Net.Sockets;

namespace AiSandbox.Guard.Relay;

/// <summary>
/// A socket, and what was received from it and not used yet. The buffer is bounded, and what does not fit stays with the
/// sender. It goes back to the pool only when no read can write to it any more.
/// </summary>
/// <param name="socket">The socket; the buffer closes it.</param>
public sealed class SocketBuffer(Socket socket) : IAsyncDisposable
{
    /// <summary>The size that a buffer starts with.</summary>
    public const int InitialBytes = 16 * 1024;

    /// <summary>The size that a buffer grows to.</summary>
    public const int MaximumBytes = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _limit = InitialBytes;
    private int _start;
    private int _end;
    private Task<int>? _ahead;

    /// <summary>The socket.</summary>
    public Socket Socket => socket;

    /// <summary>What was received and not used yet.</summary>
    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_start, _end - _start);

    /// <summary>Whether nothing more can be received before something is used, or before it grows.</summary>
    public bool IsFull => _end - _start == _limit;

    /// <summary>All bytes that were received.</summary>
    public long Received { get; private set; }

    /// <summary>Receives some bytes behind the unread ones; takes over a read that was started ahead.</summary>
    /// <param name="cancellation">Ends the wait. The socket can be used further.</param>
    /// <returns>How many; 0 at the sender's end.</returns>
    public async ValueTask<int> ReceiveAsync(CancellationToken cancellation = default)
    {
        int count;
        if (_ahead is { } ahead)
        {
            count = await ahead;
            _ahead = null;
        }
        else
        {
            MakeRoom();
            count = await socket.ReceiveAsync(_bytes.AsMemory(_end, _limit - _end), SocketFlags.None, cancellation);
        }

        _end += count;
        Received += count;
        return count;
    }

    /// <summary>Starts a read that a later <see cref="ReceiveAsync"/> takes over. Ask for it only when not full.</summary>
    /// <returns>The read, to wait for it without taking it.</returns>
    public Task ReceiveAhead()
    {
        if (_ahead is null)
            MakeRoom();
        return _ahead ??= socket.ReceiveAsync(_bytes.AsMemory(_end, _limit - _end), SocketFlags.None).AsTask();
    }

    /// <summary>Gives up unread bytes that were used.</summary>
    /// <param name="count">How many.</param>
    public void Consume(int count) => _start += count;

    /// <summary>Grows, unless it has its largest size already; unread bytes are kept.</summary>
    /// <returns>Whether it grew.</returns>
    public bool TryGrow()
    {
        if (_limit == MaximumBytes || _ahead is not null)
            return false;

        _limit *= 2;
        var larger = ArrayPool<byte>.Shared.Rent(_limit);
        Unread.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
        (_start, _end) = (0, _end - _start);
        return true;
    }

    /// <summary>Sends everything.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) => socket.SendWholeAsync(bytes, cancellation);

    /// <summary>Closes the socket, and waits until a read that was started ahead has noticed.</summary>
    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (_ahead is { } ahead)
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ahead = null;

        var bytes = Interlocked.Exchange(ref _bytes, []);
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
        _start = _end = _limit = 0;
    }

    // A read into no room would look like the sender's end.
    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _limit)
        {
            Unread.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
    }
}
