using System.Net.Sockets;

namespace AiSandbox.Guard.Relay;

/// <summary>
/// Closes a connection so that the client reads what it was sent. Closed with unread bytes in it, the client would get a
/// reset that throws the answer away.
/// </summary>
public static class PoliteClose
{
    /// <summary>The most that is taken in.</summary>
    public const int MaximumBytes = 64 * 1024;

    /// <summary>The longest time that it is waited.</summary>
    public static TimeSpan MaximumTime { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Says that nothing more comes, takes in a little of what is still under way, and closes.</summary>
    /// <param name="client">The client.</param>
    public static async Task FinishAsync(SocketBuffer client)
    {
        // The time limit closes the socket, it does not cancel the read: the buffer must not go back to the pool while a
        // read that nobody waits for could still write to it.
        using var time = new CancellationTokenSource(MaximumTime);
        await using var limit = time.Token.UnsafeRegister(static state => ((SocketBuffer)state!).Socket.Dispose(), client);
        try
        {
            client.Socket.Shutdown(SocketShutdown.Send);
            for (var drained = 0; drained < MaximumBytes;)
            {
                client.Consume(client.Unread.Length);
                var count = await client.ReceiveAsync();
                if (count == 0)
                    break;
                drained += count;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is over in any case.
        }

        client.Socket.Dispose();
    }
}
