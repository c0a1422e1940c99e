using System.Net.Sockets;
using AiSandbox.Guard.Logging;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>A request head that was read, refused, or never came.</summary>
/// <param name="Line">What the request line says.</param>
/// <param name="Length">The length of the head.</param>
/// <param name="Refusal">The answer to a head that is refused.</param>
/// <param name="End">Why the connection ends without an answer.</param>
public sealed record RequestHead(RequestLine Line, int Length, OwnAnswer? Refusal, string? End);

/// <summary>Reads the head of a request, within bounds of size and time.</summary>
public static class RequestReader
{
    /// <summary>Reads a head; it stays unread.</summary>
    /// <param name="client">The client.</param>
    /// <param name="limit">The time.</param>
    /// <param name="stopping">The guard's end.</param>
    public static async Task<RequestHead> ReadAsync(SocketBuffer client, TimeSpan limit, CancellationToken stopping)
    {
        var parser = new RequestParser();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        time.CancelAfter(limit);
        try
        {
            while (await client.ReceiveAsync(time.Token) > 0)
            {
                var verdict = parser.Read(client.Unread.Span);
                if (verdict != RequestVerdict.NeedMore)
                    return new RequestHead(parser.Line, parser.Length, RefusalOf(verdict), null);
            }

            return Ended(client.Received == 0 ? Reasons.End : Reasons.ClientGone);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return Ended(Reasons.Stopping);
        }
        catch (OperationCanceledException)
        {
            return client.Received == 0
                ? Ended(Reasons.HeaderTime)
                : new RequestHead(parser.Line, 0, OwnAnswer.HeaderTime, null);
        }
        catch (SocketException)
        {
            return Ended(Reasons.ClientReset);
        }

        RequestHead Ended(string reason) => new(parser.Line, 0, null, reason);
    }

    private static OwnAnswer? RefusalOf(RequestVerdict verdict) => verdict switch
    {
        RequestVerdict.Accepted => null,
        RequestVerdict.Method => OwnAnswer.Method,
        RequestVerdict.Literal => OwnAnswer.Literal,
        RequestVerdict.TooLarge => OwnAnswer.HeaderSize,
        _ => OwnAnswer.Malformed,
    };
}
