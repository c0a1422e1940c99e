using System.Net.Sockets;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>Waits for Squid and for the client's end at the same time: nothing is held for a client that is gone.</summary>
public static class ReplyWatch
{
    /// <summary>Asks Squid. What the client sends meanwhile is kept, as much as there is room for.</summary>
    /// <param name="gateway">The way to Squid.</param>
    /// <param name="line">The request.</param>
    /// <param name="client">The client.</param>
    /// <param name="stopping">The guard's end.</param>
    /// <returns>The reply; null when the client went away, or the guard stops.</returns>
    public static async Task<SquidReply?> AskAsync(
        SquidGateway gateway, RequestLine line, SocketBuffer client, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var asking = gateway.AskAsync(line.Host, line.Port, gone.Token);
        if (await IsGoneAsync(asking, client))
            await gone.CancelAsync();

        try
        {
            var reply = await asking;
            if (!gone.IsCancellationRequested)
                return reply;
            if (reply.Squid is not null)
                await reply.Squid.DisposeAsync();
            return null;
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return null;
        }
    }

    // A client whose bytes fill the buffer is not watched any more; the time limits bound that.
    private static async Task<bool> IsGoneAsync(Task asking, SocketBuffer client)
    {
        while (!asking.IsCompleted && !client.IsFull)
        {
            var ahead = client.ReceiveAhead();
            if (await Task.WhenAny(asking, ahead) == asking)
                return false;

            try
            {
                if (await client.ReceiveAsync() == 0)
                    return true;
            }
            catch (SocketException)
            {
                return true;
            }
        }

        return false;
    }
}
