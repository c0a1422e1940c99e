using System.Collections.Concurrent;
using System.Net.Sockets;

namespace AiSandbox.Guard.Forward;

/// <summary>
/// Carries many connections over one stream. Both ends of Forward run it: the outside opens, the inside can only answer. What one
/// connection has in flight is bounded, so that a slow reader slows nobody else.
/// </summary>
/// <param name="output">Takes what goes to the other end.</param>
/// <param name="opened">Carries a connection that the other end asks for; <see langword="null"/> on the outside, where it may not.</param>
internal sealed class Mux(Stream output, Func<Mux, int, int, Task>? opened = null)
{
    /// <summary>How many connections there may be at once.</summary>
    public const int Most = 128;

    private readonly ConcurrentDictionary<int, MuxConnection> _connections = new();
    private readonly Lock _turn = new();

    /// <summary>Ends when the other end can be talked to.</summary>
    public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Carries a connection until both of its ways have ended.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="connect">Makes the socket that it goes to, which is closed at the end; nothing where nobody listens.</param>
    /// <param name="port">The port that the other end is to dial; <see langword="null"/> where it was the other end that asked.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What came of it.</returns>
    public async Task<MuxResult> CarryAsync(int id, Func<Task<Socket?>> connect, int? port, CancellationToken cancellation)
    {
        // Before anything is waited for: bytes of it may come next.
        var connection = new MuxConnection(id, this);
        if (_connections.Count >= Most || !_connections.TryAdd(id, connection))
        {
            Refuse(MuxEnd.TooMany);
            return new MuxResult(0, 0, MuxEnd.TooMany);
        }

        try
        {
            if (await connect() is not { } socket)
            {
                Refuse(MuxEnd.NobodyListens);
                return new MuxResult(0, 0, MuxEnd.NobodyListens);
            }

            if (port is { } asked)
                Send(Frame.Of(FrameKind.Open, id, asked));
            return await connection.CarryAsync(socket, cancellation);
        }
        finally
        {
            _connections.TryRemove(id, out _);
        }

        void Refuse(MuxEnd why)
        {
            if (port is null)
                connection.Tell(why);
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
            case FrameKind.Open when opened is not null:
                _ = opened(this, frame.Connection, frame.Number);
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
        {
            output.Write(bytes);
            output.Flush();
        }
    }
}
