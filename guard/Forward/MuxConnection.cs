using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;
using AiSandbox.Guard.Relay;

namespace AiSandbox.Guard.Forward;

/// <summary>How a connection ended.</summary>
internal enum MuxEnd
{
    /// <summary>Both sides had said all.</summary>
    Whole,

    /// <summary>One of them broke it off.</summary>
    Cut,

    /// <summary>Nobody listens on that port.</summary>
    NobodyListens,

    /// <summary>There are as many as there may be.</summary>
    TooMany,
}

/// <summary>What came of a connection.</summary>
/// <param name="Sent">The bytes that went to the other end.</param>
/// <param name="Received">The bytes that came from it.</param>
/// <param name="End">How it ended.</param>
internal sealed record MuxResult(long Sent, long Received, MuxEnd End);

/// <summary>One connection of a <see cref="Mux"/>: what its socket says goes to the other end, as far as that has room for it.</summary>
internal sealed class MuxConnection(int id, Mux mux)
{
    /// <summary>How much may be under way to one end, in bytes.</summary>
    public const int Window = 256 * 1024;

    private readonly Channel<ReadOnlyMemory<byte>> _arrived = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(); // bounded by the window
    private readonly Channel<bool> _granted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Socket? _socket;
    private int _credit = Window, _waiting;
    private long _sent, _received;
    private MuxEnd _end = MuxEnd.Whole;

    /// <summary>Carries bytes both ways.</summary>
    /// <param name="socket">Where to; closed at the end.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<MuxResult> CarryAsync(Socket socket, CancellationToken cancellation)
    {
        _socket = socket;
        if (_end is not MuxEnd.Whole)
            Cut(_end); // while it was dialled
        await using var cut = cancellation.Register(() => Cut(MuxEnd.Cut));
        var isReset = await Task.WhenAll(CutWithAsync(SendAsync(socket)), CutWithAsync(ReceiveAsync(socket)));
        socket.Dispose();
        if (isReset.Contains(true) && _end is MuxEnd.Cut)
            Tell(MuxEnd.Cut);

        return new MuxResult(_sent, _received, _end);
    }

    /// <summary>Takes what the other end says of it.</summary>
    public void Take(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Data when Interlocked.Add(ref _waiting, frame.Content.Length) <= Window:
                _arrived.Writer.TryWrite(frame.Content);
                break;
            case FrameKind.Credit when frame.Number > 0 && Interlocked.Add(ref _credit, frame.Number) is > 0 and <= Window:
                _granted.Writer.TryWrite(true);
                break;
            case FrameKind.End:
                _arrived.Writer.TryComplete();
                break;
            case FrameKind.Reset:
                Cut(frame.Content.Span[0] == 0 ? MuxEnd.Cut : MuxEnd.NobodyListens);
                break;
            default: // more than there is room for, or than was asked for
                Cut(MuxEnd.Cut);
                break;
        }
    }

    /// <summary>Tells the other end that it is gone.</summary>
    public void Tell(MuxEnd end) => mux.Send(new Frame(FrameKind.Reset, id, new[] { end is MuxEnd.NobodyListens ? (byte)1 : (byte)0 }));

    // As a reset, so that nobody takes what there was for the whole.
    private void Cut(MuxEnd end)
    {
        _end = end;
        _arrived.Writer.TryComplete(new OperationCanceledException());
        _granted.Writer.TryComplete(new OperationCanceledException());
        _socket?.Close(0);
    }

    private async Task SendAsync(Socket socket)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Frame.Most);
        try
        {
            while (true)
            {
                while (Volatile.Read(ref _credit) <= 0)
                    await _granted.Reader.ReadAsync();
                var count = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(Frame.Most, Volatile.Read(ref _credit))));
                if (count == 0)
                    break;

                Interlocked.Add(ref _credit, -count);
                _sent += count;
                mux.Send(new Frame(FrameKind.Data, id, buffer.AsMemory(0, count)));
            }

            mux.Send(new Frame(FrameKind.End, id, default));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task ReceiveAsync(Socket socket)
    {
        await foreach (var bytes in _arrived.Reader.ReadAllAsync())
        {
            await socket.SendWholeAsync(bytes);
            _received += bytes.Length;
            Interlocked.Add(ref _waiting, -bytes.Length);
            mux.Send(Frame.Of(FrameKind.Credit, id, bytes.Length));
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    // A way that breaks takes the other one along.
    private async Task<bool> CutWithAsync(Task way)
    {
        try
        {
            await way;
            return false;
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ChannelClosedException or IOException or ObjectDisposedException)
        {
            if (_end is MuxEnd.Whole)
                Cut(MuxEnd.Cut);
            return true;
        }
    }
}
