using System.Buffers.Binary;
using System.Net.Sockets;
using AiSandbox.Guard.Relay;

namespace AiSandbox.Guard.Keys;

/// <summary>A message on the wire: its length in four bytes, then as many bytes, of which the first is the type.</summary>
internal static class AgentFrame
{
    private const int Head = 4;

    /// <summary>Reads one.</summary>
    /// <param name="socket">Where from.</param>
    /// <param name="maximum">The most bytes that it may have.</param>
    /// <param name="idle">How long nothing may come.</param>
    /// <param name="whole">How long it may take from its first byte to its last.</param>
    /// <param name="stopping">Ends it.</param>
    /// <returns>The message; <see langword="null"/> where the other side has ended, or took too long.</returns>
    /// <exception cref="AgentFrameException">Its length is none that it may have.</exception>
    public static async Task<byte[]?> ReadAsync(Socket socket, int maximum, TimeSpan idle, TimeSpan whole, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            var head = new byte[Head];
            limit.CancelAfter(idle);
            var first = await socket.ReceiveAsync(head, limit.Token);
            limit.CancelAfter(whole);
            if (first == 0 || !await socket.ReceiveWholeAsync(head.AsMemory(first), limit.Token))
                return null;

            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (length == 0 || length > maximum)
                throw new AgentFrameException(length);

            var message = new byte[length];
            return await socket.ReceiveWholeAsync(message, limit.Token) ? message : null;
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Writes one. Whoever does not read it in time is left alone.</summary>
    /// <returns>Whether all of it is written.</returns>
    public static async Task<bool> WriteAsync(Socket socket, ReadOnlyMemory<byte> message, TimeSpan whole, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(whole);
        var bytes = new byte[Head + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)message.Length);
        message.CopyTo(bytes.AsMemory(Head));
        try
        {
            await socket.SendWholeAsync(bytes, limit.Token);
            return true;
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}

/// <summary>A message whose length is none.</summary>
internal sealed class AgentFrameException(uint length) : Exception($"a message of {length} bytes");
