using System.Net.Sockets;
using AiSandbox.Guard.Logging;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>One client's connection from accept to close: its request, Squid's answer, its tunnel.</summary>
public sealed class Connection(
    GuardContext context, long id, SocketBuffer client, Admission.Place place, ConnectionLog log)
{
    private const int MaximumAnswer = 256 * 1024;
    private const int LeastText = 16; // as much of it as tells
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TextTime = TimeSpan.FromMilliseconds(500);

    /// <summary>Serves the connection. Never throws: whatever goes wrong in here ends this connection alone.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ServeAsync();
        }
        catch (Exception)
        {
            log.Write(LogEvents.Close, Reasons.Error, 0, client.Received, 0);
        }
        finally
        {
            await client.DisposeAsync();
            place.Dispose();
        }
    }

    private async Task ServeAsync()
    {
        var limit = TimeSpan.FromSeconds(context.Options.HeaderSeconds);
        var head = await RequestReader.ReadAsync(client, limit, context.Stopping);
        log.Line = head.Line;
        if (head.End is { } end)
        {
            log.Write(client.Received == 0 ? LogEvents.Empty : LogEvents.Close, end, 0, client.Received, 0);
            return;
        }

        if (head.Refusal is { } refusal)
        {
            await RefuseAsync(refusal);
            return;
        }

        client.Consume(head.Length);

        // The lists as they are before Squid is asked: when they change meanwhile, its answer may be by the old ones.
        var names = context.Names();
        var entry = names.Find(head.Line.Host, head.Line.Port) ?? head.Line.Host;
        if (context.Accounts.Find(entry) is { IsUsedUp: true })
        {
            await RefuseAsync(OwnAnswer.Budget);
            return;
        }

        var reply = await ReplyWatch.AskAsync(context.Gateway, head.Line, client, context.Stopping);
        if (reply is null)
            log.Write(LogEvents.Close, context.Stopping.IsCancellationRequested ? Reasons.Stopping : Reasons.ClientGone, 0, client.Received, 0);
        else if (reply.Failure is { } failure)
            await RefuseAsync(failure);
        else
            await UseAsync(reply.Squid!, reply.Head!, head.Length, entry, names);
    }

    private async Task UseAsync(SocketBuffer squid, SquidHead answer, int headLength, string entry, Allowed.AllowedNames names)
    {
        try
        {
            if (answer.Status == 200)
                await TunnelAsync(squid, answer, headLength, entry, names);
            else if (context.Options.Upstream && OwnAnswer.OfUpstream(await WithTextAsync(squid, answer)) is { } instead)
                await RefuseAsync(instead);
            else
                await PassOnAsync(squid, answer);
        }
        finally
        {
            await squid.DisposeAsync();
        }
    }

    // Squid's own has a text behind its head, which may come a moment later.
    private static async Task<SquidHead> WithTextAsync(SocketBuffer squid, SquidHead answer)
    {
        using var time = new CancellationTokenSource(TextTime);
        try
        {
            while (answer is { IsOwn: false, Body: > 0 } && squid.Unread.Length < answer.Length + LeastText && await squid.ReceiveAsync(time.Token) > 0)
                answer = SquidHead.TryParse(squid.Unread.Span) ?? answer;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // There is none.
        }

        return answer;
    }

    private async Task TunnelAsync(SocketBuffer squid, SquidHead answer, int headLength, string entry, Allowed.AllowedNames names)
    {
        var (host, port) = (log.Line.Host, log.Line.Port);
        var tunnel = new Tunnel(host, port, client, squid, context.Accounts.Of(entry), context.Options);
        string reason;
        context.Tunnels.Add(id, tunnel);
        place.TunnelOpened();
        try
        {
            // A change of the lists cuts the tunnels that it finds; it did not find this one.
            var current = context.Names();
            if (!ReferenceEquals(names, current) && current.Find(host, port) is null)
                tunnel.Cut(Reasons.Unlisted);
            if (context.Stopping.IsCancellationRequested)
                tunnel.Cut(Reasons.Stopping);

            reason = await tunnel.RunAsync(
                answer.Length,
                () => Write(LogEvents.Open, Reasons.None),
                account => context.Tunnels.Cut(other => other.Account == account ? Reasons.Budget : null));
        }
        finally
        {
            context.Tunnels.Remove(id);
        }

        Write(tunnel.CutReason is null or Reasons.Stopping ? LogEvents.Close : LogEvents.Cut, reason);

        // Where one tunnel was, another one often follows; by now nobody waits for anything.
        _ = context.Gateway.PrepareAsync();
        await tunnel.FinishAsync();

        void Write(string name, string why) =>
            log.Write(name, why, answer.Status, client.Received - headLength, tunnel.SentToClient);
    }

    private async Task PassOnAsync(SocketBuffer squid, SquidHead answer)
    {
        var left = Math.Min(MaximumAnswer, answer.Length + (answer.Body ?? MaximumAnswer));
        var sent = 0L;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
        time.CancelAfter(AnswerTime);
        try
        {
            while (left > 0 && (squid.Unread.Length > 0 || await squid.ReceiveAsync(time.Token) > 0))
            {
                var chunk = squid.Unread[..(int)Math.Min(left, squid.Unread.Length)];
                await client.SendAsync(chunk, time.Token);
                squid.Consume(chunk.Length);
                left -= chunk.Length;
                sent += chunk.Length;
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // As much as there was of it.
        }

        log.Write(LogEvents.Answer, Reasons.None, answer.Status, client.Received, sent);
        await PoliteClose.FinishAsync(client);
    }

    private async Task RefuseAsync(OwnAnswer answer)
    {
        var bytes = answer.Render(log.Line);
        log.Write(LogEvents.Refuse, answer.Reason, answer.Status, client.Received, bytes.Length);
        using var time = new CancellationTokenSource(PoliteClose.MaximumTime);
        try
        {
            await client.SendAsync(bytes, time.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return;
        }

        await PoliteClose.FinishAsync(client);
    }
}
