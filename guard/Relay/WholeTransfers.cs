using System.Net.Sockets;

namespace AiSandbox.Guard.Relay;

/// <summary>Sends and receives all of something: a socket takes and gives as much as it likes at a time.</summary>
internal static class WholeTransfers
{
    /// <summary>Sends everything.</summary>
    public static async ValueTask SendWholeAsync(this Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellation)..];
    }

    /// <summary>Receives until it is full.</summary>
    /// <returns>Whether it is; not where the sender ended before.</returns>
    public static async ValueTask<bool> ReceiveWholeAsync(this Socket socket, Memory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            var count = await socket.ReceiveAsync(bytes, SocketFlags.None, cancellation);
            if (count == 0)
                return false;
            bytes = bytes[count..];
        }

        return true;
    }
}
