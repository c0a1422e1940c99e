using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;

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
    private readonly CancellationTokenSource _cut = new();
    private readonly SemaphoreSlim _granted = new(0);
    private int _credit = Window, _waiting;
    private long _sent, _received;
    private MuxEnd _end = MuxEnd.Whole;

    /// <summary>Carries bytes both ways.</summary>
    /// <param name="socket">Where to; closed at the end.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<MuxResult> CarryAsync(Socket socket, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _cut.Token);
        try
        {
            await Task.WhenAll(CutWithAsync(SendAsync(socket, end.Token)), CutWithAsync(ReceiveAsync(socket, end.Token)));
            socket.Dispose();
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            socket.Close(0); // as a reset, so that nobody takes it for the whole
            if (_end is MuxEnd.Whole)
            {
                _end = MuxEnd.Cut;
                await TellAsync(MuxEnd.Cut);
            }
        }

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
            case FrameKind.Credit when frame.Number > 0 && Interlocked.Add(ref _credit, frame.Number) <= Window:
                _granted.Release();
                break;
            case FrameKind.End:
                _arrived.Writer.TryComplete();
                break;
            case FrameKind.Reset:
                _end = frame.Content.Span[0] == 0 ? MuxEnd.Cut : MuxEnd.NobodyListens;
                _cut.Cancel();
                break;
            default: // more than there is room for, or than was asked for
                _cut.Cancel();
                break;
        }
    }

    /// <summary>Tells the other end that it is gone.</summary>
    public Task TellAsync(MuxEnd end) =>
        mux.SendAsync(new Frame(FrameKind.Reset, id, new byte[] { end is MuxEnd.NobodyListens ? (byte)1 : (byte)0 }), CancellationToken.None);

    private async Task SendAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Frame.Most);
        try
        {
            while (true)
            {
                while (Volatile.Read(ref _credit) <= 0)
                    await _granted.WaitAsync(cancellation);
                var count = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(Frame.Most, Volatile.Read(ref _credit))), cancellation);
                if (count == 0)
                    break;

                Interlocked.Add(ref _credit, -count);
                _sent += count;
                await mux.SendAsync(new Frame(FrameKind.Data, id, buffer.AsMemory(0, count)), cancellation);
            }

            await mux.SendAsync(new Frame(FrameKind.End, id, default), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        await foreach (var bytes in _arrived.Reader.ReadAllAsync(cancellation))
        {
            for (var rest = bytes; rest.Length > 0;)
                rest = rest[await socket.SendAsync(rest, cancellation)..];
            _received += bytes.Length;
            Interlocked.Add(ref _waiting, -bytes.Length);
            await mux.SendAsync(Frame.Of(FrameKind.Credit, id, bytes.Length), cancellation);
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    // A way that breaks takes the other one along.
    private async Task CutWithAsync(Task way)
    {
        try
        {
            await way;
        }
        catch
        {
            await _cut.CancelAsync();
            throw;
        }
    }
}
