using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AiSandbox.Guard.Protocol;
using AiSandbox.Guard.Relay;

namespace AiSandbox.Guard.Gate;

/// <summary>One connection by the gate, from accept to close: CONNECT to the guard, and then bytes.</summary>
internal sealed class RelayedConnection(
    Socket client, string name, string port, Func<Task<IPEndPoint?>> guard, Admission.Place place)
{
    private const int ChunkBytes = 32 * 1024;
    private const int ChunksInARow = 32;
    private const int MaximumRefusal = 8 * 1024;
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(2);

    // Longer than the guard takes to answer, whatever Squid does.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(75);

    // A client that was told the end, and does not say its own.
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    /// <summary>Serves the connection. Whatever goes wrong in here ends this connection alone.</summary>
    public async Task RunAsync()
    {
        Socket? server = null;
        try
        {
            server = GateRelay.Bounded();
            await ServeAsync(server);
        }
        catch (Exception broken) when (
            broken is SocketException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // Reset below: the client is to see that it broke.
        }
        finally
        {
            Reset(client);
            server?.Dispose();
            place.Dispose();
        }
    }

    /// <summary>Ends a connection so that the other side sees a break and not an end.</summary>
    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, 0);
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }

        socket.Dispose();
    }

    private async Task ServeAsync(Socket server)
    {
        using (var limit = new CancellationTokenSource(ConnectTime))
        {
            if (await guard() is not { } address)
                return;
            await server.ConnectAsync(address, limit.Token);
        }

        await using var answers = new SocketBuffer(server);
        using (var limit = new CancellationTokenSource(AnswerTime))
        {
            await answers.SendAsync(Encoding.ASCII.GetBytes($"CONNECT {name}:{port} HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n"), limit.Token);
            if (await HeadAsync(answers, limit.Token) is not { Status: > 0 } head)
                return;
            if (head.Status != 200)
            {
                await RefuseAsync(await BodyAsync(answers, head, limit.Token));
                return;
            }

            answers.Consume(head.Length);
            await client.SendWholeAsync(answers.Unread);
        }

        place.TunnelOpened();
        await CarryAsync(server);
    }

    private static async Task<SquidHead?> HeadAsync(SocketBuffer answers, CancellationToken cancellation)
    {
        while (await answers.ReceiveAsync(cancellation) > 0)
        {
            if (SquidHead.TryParse(answers.Unread.Span) is { } head)
                return head;
        }

        return null;
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(SocketBuffer answers, SquidHead head, CancellationToken cancellation)
    {
        answers.Consume(head.Length);
        var length = (int)Math.Min(head.Body ?? 0, MaximumRefusal);
        while (answers.Unread.Length < length && await answers.ReceiveAsync(cancellation) > 0)
            continue;
        return answers.Unread[..Math.Min(length, answers.Unread.Length)];
    }

    private async Task RefuseAsync(ReadOnlyMemory<byte> body)
    {
        await using var told = new SocketBuffer(client);
        using var limit = new CancellationTokenSource(EndTime);
        await told.SendAsync(InBandRefusal.Of(port, body.Span), limit.Token);
        await PoliteClose.FinishAsync(told);
    }

    private async Task CarryAsync(Socket server)
    {
        var up = CopyAsync(client, server);
        await CopyAsync(server, client);
        await up.WaitAsync(EndTime);
        client.Shutdown(SocketShutdown.Both);
        client.Dispose();
    }

    // A break on one side is one on the other.
    private async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            for (var chunks = 1; await ChunkAsync(from, to); chunks++)
            {
                if (chunks % ChunksInARow == 0)
                    await Task.Yield();
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            Reset(client);
            from.Dispose();
            to.Dispose();
            throw;
        }
    }

    private static async ValueTask<bool> ChunkAsync(Socket from, Socket to)
    {
        await from.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None); // waits, and holds no memory meanwhile
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var count = await from.ReceiveAsync(buffer.AsMemory(0, ChunkBytes), SocketFlags.None);
            await to.SendWholeAsync(buffer.AsMemory(0, count));
            return count > 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
