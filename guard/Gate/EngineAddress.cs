using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AiSandbox.Guard.Gate;

/// <summary>
/// Where a container of ours is, by the engine's resolver. Not by the C library: the workspace has the gate's /etc/hosts and
/// /etc/resolv.conf too, and can write to them.
/// </summary>
/// <param name="name">Its name on the private network, of one label.</param>
/// <param name="resolver">The engine's resolver.</param>
/// <param name="time">The time.</param>
internal sealed class EngineAddress(string name, IPEndPoint resolver, TimeProvider time)
{
    /// <summary>The names of the guard and the gateway, the only ones that anybody is asked for.</summary>
    public const string Guard = "proxy", Gateway = "gateway";

    private const int Attempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _asking = new();
    private (IPAddress Address, long At)? _known;
    private Task<IPAddress?>? _lookup;

    /// <summary>The address; null where there is none, or nobody answers.</summary>
    public Task<IPAddress?> FindAsync()
    {
        lock (_asking)
        {
            if (_known is { } known && time.GetElapsedTime(known.At) < Fresh)
                return Task.FromResult<IPAddress?>(known.Address);
            if (_lookup is null || _lookup.IsCompleted)
                _lookup = LookUpAsync();
            return _lookup;
        }
    }

    private async Task<IPAddress?> LookUpAsync()
    {
        await Task.Yield();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                var address = await AskAsync();
                lock (_asking)
                    _known = address is null ? null : (address, time.GetTimestamp());
                return address;
            }
            catch (Exception silent) when (silent is SocketException or OperationCanceledException)
            {
                // Asked once more.
            }
        }

        return null;
    }

    private async Task<IPAddress?> AskAsync()
    {
        var query = new byte[DnsQuery.HeaderBytes + name.Length + 6];
        RandomNumberGenerator.Fill(query.AsSpan(0, 2));
        query[2] = 1; // recursion desired
        query[5] = 1;
        query[DnsQuery.HeaderBytes] = (byte)name.Length;
        for (var i = 0; i < name.Length; i++)
            query[DnsQuery.HeaderBytes + 1 + i] = (byte)name[i];
        query[^3] = (byte)DnsTypes.Address;
        query[^1] = (byte)DnsTypes.Internet;

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var limit = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(resolver, limit.Token);
        await socket.SendAsync(query, SocketFlags.None, limit.Token);
        var answer = new byte[512];
        while (true)
        {
            var count = await socket.ReceiveAsync(answer, SocketFlags.None, limit.Token);
            if (count > DnsQuery.HeaderBytes && answer.AsSpan(0, 2).SequenceEqual(query.AsSpan(0, 2)))
                return FirstAddress(answer.AsSpan(0, count));
        }
    }

    /// <summary>The first address in an answer.</summary>
    /// <param name="answer">The message. Names in it are written out or point to others.</param>
    /// <returns>Null where there is none, or it cannot be read.</returns>
    internal static IPAddress? FirstAddress(ReadOnlySpan<byte> answer)
    {
        try
        {
            if ((answer[3] & 0x0F) != 0)
                return null;
            var at = SkipName(answer, DnsQuery.HeaderBytes) + 4;
            for (var records = Word(answer, 6); records > 0; records--)
            {
                at = SkipName(answer, at);
                var (type, length) = (Word(answer, at), Word(answer, at + 8));
                if (type == DnsTypes.Address && length == 4)
                    return new IPAddress(answer.Slice(at + 10, 4));
                at += 10 + length;
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            // Cut short.
        }
        catch (IndexOutOfRangeException)
        {
            // The same.
        }

        return null;
    }

    private static int SkipName(ReadOnlySpan<byte> message, int at)
    {
        while (message[at] is > 0 and < 0xC0)
            at += message[at] + 1;
        return at + (message[at] == 0 ? 1 : 2);
    }

    private static ushort Word(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}
