using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Relay;

namespace AiSandbox.Guard.Gate;

/// <summary>Takes questions over UDP and TCP. Nothing that is sent to it ends it, and there is a bound on all that waits.</summary>
internal sealed class DnsListener : IDisposable
{
    private const int MostWaiting = 256;
    private const int MostConnections = 32;
    private const int QuestionsInARow = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Admission _questions = new(MostWaiting, MostWaiting);
    private readonly Admission _connections = new(MostConnections, MostConnections);
    private readonly Resolver _resolver;
    private readonly Socket _datagrams;
    private readonly Socket _streams;

    /// <summary>Opens both ports.</summary>
    /// <exception cref="SocketException">One cannot be opened.</exception>
    public DnsListener(Resolver resolver, IPEndPoint address)
    {
        _resolver = resolver;
        _datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _datagrams.Bind(address);
        Address = (IPEndPoint)_datagrams.LocalEndPoint!;
        _streams = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _streams.Bind(Address);
        _streams.Listen(MostConnections);
    }

    public IPEndPoint Address { get; }

    /// <summary>Answers until it is told to stop.</summary>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(
        DatagramsAsync(stopping),
        AcceptLoop.RunAsync(_streams, _connections, (client, place) => ServeAsync(client, place, stopping), stopping));

    /// <inheritdoc/>
    public void Dispose()
    {
        _datagrams.Dispose();
        _streams.Dispose();
    }

    private async Task DatagramsAsync(CancellationToken stopping)
    {
        var buffer = new byte[DnsQuery.MaximumBytes];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        for (var count = 1; !stopping.IsCancellationRequested; count++)
        {
            try
            {
                var received = await _datagrams.ReceiveFromAsync(buffer, SocketFlags.None, anyone, stopping);
                if (_questions.TryEnter() is { } place)
                    _ = AnswerAsync(buffer[..received.ReceivedBytes], received.RemoteEndPoint, place);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException)
            {
                await Task.Delay(1, CancellationToken.None); // longer than the longest message, or an earlier answer that nobody took
            }

            if (count % QuestionsInARow == 0)
                await Task.Yield();
        }
    }

    private async Task AnswerAsync(byte[] message, EndPoint from, Admission.Place place)
    {
        using (place)
        {
            try
            {
                if (await _resolver.AnswerAsync(message) is { } answer)
                    await _datagrams.SendToAsync(answer, SocketFlags.None, from);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // Nobody waits for it any more.
            }
        }
    }

    private async Task ServeAsync(Socket client, Admission.Place place, CancellationToken stopping)
    {
        using (place)
        using (client)
        {
            try
            {
                while (await ReadAsync(client, stopping) is { } message && await _resolver.AnswerAsync(message) is { } answer)
                {
                    var framed = new byte[answer.Length + 2];
                    BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)answer.Length);
                    answer.CopyTo(framed, 2);
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                    limit.CancelAfter(Patience);
                    await client.SendWholeAsync(framed, limit.Token);
                }
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException)
            {
                // It has had its time.
            }
        }
    }

    // Null at the end, or where what comes is too long.
    private static async Task<byte[]?> ReadAsync(Socket client, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        var length = new byte[2];
        if (!await client.ReceiveWholeAsync(length, limit.Token) || BinaryPrimitives.ReadUInt16BigEndian(length) is var size && size > DnsQuery.MaximumBytes)
            return null;
        var message = new byte[size];
        return await client.ReceiveWholeAsync(message, limit.Token) ? message : null;
    }
}
