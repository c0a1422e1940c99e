using System.Collections.Concurrent;
using System.Net.Sockets;

namespace AiSandbox.Guard.Forward;

/// <summary>
/// Carries many connections over one stream. Both ends of Forward run it: the outside opens, the inside can only answer. What one
/// connection has in flight is bounded, so that a slow reader slows nobody else.
/// </summary>
/// <param name="output">Takes the bytes that go to the other end, a frame at a time.</param>
internal sealed class Mux(Action<byte[]> output)
{
    /// <summary>How many connections there may be at once.</summary>
    public const int Most = 128;

    private readonly ConcurrentDictionary<int, MuxConnection> _connections = new();
    private readonly Lock _turn = new();
    private int _last;

    /// <summary>Connects to a port that the other end asks for; <see langword="null"/> on the outside, where it may not.</summary>
    public Func<int, Task<Socket?>>? Dial { get; init; }

    /// <summary>Ends when the other end can be talked to.</summary>
    public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Carries a connection to a port of the other end, until both of its ways have ended.</summary>
    /// <param name="socket">This end of it; closed where it was carried.</param>
    /// <param name="port">The port that the other end is to dial.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What came of it.</returns>
    public async Task<MuxResult> OpenAsync(Socket socket, int port, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _last);
        if (Add(id) is not { } connection)
            return new MuxResult(0, 0, MuxEnd.TooMany);

        try
        {
            Send(Frame.Of(FrameKind.Open, id, port));
            return await connection.CarryAsync(socket, cancellation);
        }
        finally
        {
            _connections.TryRemove(id, out _);
        }
    }

    /// <summary>Takes a frame of the other end; waits for nothing.</summary>
    /// <exception cref="InvalidDataException">The other end may not say that.</exception>
    public void Take(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Ready:
                Ready.TrySetResult();
                break;
            case FrameKind.Open when Dial is { } dial:
                _ = AnswerAsync(dial, frame.Connection, frame.Number);
                break;
            case FrameKind.Open:
                throw new InvalidDataException("the inside may not open a connection");
            case var _ when _connections.TryGetValue(frame.Connection, out var connection):
                connection.Take(frame);
                break;
            default: // it has ended on this side in the meantime
                break;
        }
    }

    /// <summary>Sends a frame to the other end, which takes frames without waiting for anything.</summary>
    public void Send(Frame frame)
    {
        var bytes = frame.ToBytes();
        lock (_turn)
            output(bytes);
    }

    private async Task AnswerAsync(Func<int, Task<Socket?>> dial, int id, int port)
    {
        // Before anything is waited for: bytes of it may come next.
        if (Add(id) is not { } connection)
        {
            new MuxConnection(id, this).Tell(MuxEnd.TooMany);
            return;
        }

        try
        {
            if (await dial(port) is { } socket)
                await connection.CarryAsync(socket, CancellationToken.None);
            else
                connection.Tell(MuxEnd.NobodyListens);
        }
        catch (IOException)
        {
            // The other end has gone, and whoever reads from it hears so too.
        }
        finally
        {
            _connections.TryRemove(id, out _);
        }
    }

    private MuxConnection? Add(int id)
    {
        var connection = new MuxConnection(id, this);
        return _connections.Count < Most && _connections.TryAdd(id, connection) ? connection : null;
    }
}
