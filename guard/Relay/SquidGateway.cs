using System.Net;
using System.Net.Sockets;
using System.Text;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>
/// Asks Squid. While Squid reloads or restarts its port is closed for a moment, and what it had not answered yet is cut
/// off; nobody is to notice, so the request is held and sent again.
/// </summary>
/// <param name="hold">How long a request is held, from the first failure on.</param>
/// <param name="patience">How long an answer may take, all attempts together.</param>
public sealed class SquidGateway(SquidAddress address, TimeSpan hold, TimeSpan patience, SpareConnections spares)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(2);

    /// <summary>Sends the one form of CONNECT, and reads the head of the answer.</summary>
    /// <param name="host">The host.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellation">Ends the attempt: the client is gone.</param>
    public async Task<SquidReply> AskAsync(string host, string port, CancellationToken cancellation)
    {
        var request = Encoding.ASCII.GetBytes($"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(patience + hold);
        long? firstFailure = null;
        try
        {
            if (spares.TryTake() is { } spare && await TryAskAsync(spare, request, time.Token) is { } early)
                return early;

            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                if (await ConnectAsync(time.Token) is { } squid
                    && await TryAskAsync(squid, request, time.Token) is { } reply)
                    return reply;

                firstFailure ??= Environment.TickCount64;
                if (Environment.TickCount64 - firstFailure + pause.TotalMilliseconds > hold.TotalMilliseconds)
                    return new SquidReply(null, null, OwnAnswer.ProxyDown);
                await Task.Delay(pause, time.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SquidReply(null, null, OwnAnswer.ProxyTime);
        }
    }

    /// <summary>Opens a connection ahead of need.</summary>
    public Task PrepareAsync() => spares.OpenAsync(ConnectAsync);

    // Null: not a byte of an answer.
    private static async Task<SquidReply?> TryAskAsync(Socket socket, byte[] request, CancellationToken cancellation)
    {
        var squid = new SocketBuffer(socket);
        SquidReply? reply = null;
        try
        {
            await squid.SendAsync(request, cancellation);
            while (await squid.ReceiveAsync(cancellation) > 0)
            {
                var head = SquidHead.TryParse(squid.Unread.Span);
                if (head is null)
                    continue;

                return reply = head.Status == 0
                    ? new SquidReply(null, null, OwnAnswer.ProxyAnswer)
                    : new SquidReply(squid, head, null);
            }
        }
        catch (SocketException)
        {
            // Reset. Whether it is tried again depends on what had come before it.
        }
        finally
        {
            if (reply?.Squid is null)
                await squid.DisposeAsync();
        }

        return squid.Received == 0 ? null : new SquidReply(null, null, OwnAnswer.ProxyAnswer);
    }

    private async Task<Socket?> ConnectAsync(CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(ConnectTime);
        Socket? socket = null;
        IPEndPoint? endpoint = null;
        try
        {
            endpoint = await address.GetAsync(time.Token);
            socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(endpoint, time.Token);
            return socket;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            socket?.Dispose();
            cancellation.ThrowIfCancellationRequested();
            if (endpoint is not null)
                address.Forget(endpoint);
            return null;
        }
    }
}
