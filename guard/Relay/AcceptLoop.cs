using System.Net.Sockets;

namespace AiSandbox.Guard.Relay;

/// <summary>Accepts connections until it is told to stop. No failure ends it.</summary>
internal static class AcceptLoop
{
    private const int ConnectionsInARow = 32;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs.</summary>
    /// <param name="listener">Where they arrive.</param>
    /// <param name="admit">Takes each.</param>
    /// <param name="stopping">Ends it.</param>
    /// <param name="failed">Told when one cannot be accepted.</param>
    public static async Task RunAsync(Socket listener, Action<Socket> admit, CancellationToken stopping, Action? failed = null)
    {
        for (var count = 1; !stopping.IsCancellationRequested; count++)
        {
            try
            {
                admit(await listener.AcceptAsync(stopping));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException)
            {
                // No descriptors left, most likely. Some come back.
                failed?.Invoke();
                await Task.Delay(PauseAfterFailure, CancellationToken.None);
            }

            if (count % ConnectionsInARow == 0)
                await Task.Yield();
        }
    }

    /// <summary>The same, for as many at a time as there may be; the others are closed.</summary>
    /// <param name="listener">Where they arrive.</param>
    /// <param name="admission">How many there may be.</param>
    /// <param name="serve">Serves one, and gives its place back.</param>
    /// <param name="stopping">Ends it.</param>
    public static Task RunAsync(Socket listener, Admission admission, Func<Socket, Admission.Place, Task> serve, CancellationToken stopping) =>
        RunAsync(
            listener,
            client =>
            {
                if (admission.TryEnter() is { } place)
                    _ = serve(client, place);
                else
                    client.Dispose();
            },
            stopping);
}
