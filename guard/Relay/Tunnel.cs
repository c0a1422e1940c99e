using System.Net.Sockets;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Logging;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>
/// A tunnel from Squid's 200 on: checks the first bytes, then carries both directions. It may be cut at any moment from
/// any thread; whatever waits on its sockets then ends by itself.
/// </summary>
public sealed class Tunnel(
    string host, string port, SocketBuffer client, SocketBuffer squid, Account account, GuardOptions options)
{
    // A fast sender to a fast receiver never waits. With completions run inline it would keep a thread of the sockets for
    // itself, so it lets the others run once in a while.
    private const int ChunksInARow = 32;

    private readonly TaskCompletionSource<bool> _serverIsSsh = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _up = Task.CompletedTask;
    private volatile bool _isOver;
    private string? _cut;
    private string? _end;

    /// <summary>The host.</summary>
    public string Host => host;

    /// <summary>The port.</summary>
    public string Port => port;

    /// <summary>What is sent is taken off it.</summary>
    public Account Account => account;

    /// <summary>Why it was cut; null when it ended by itself.</summary>
    public string? CutReason => _cut;

    /// <summary>Its times.</summary>
    public TunnelClock Clock { get; } = new(options, checks: port == PortText.Ssh ? 2 : 1);

    /// <summary>The bytes that were sent to the client behind the head of the answer.</summary>
    public long SentToClient { get; private set; }

    /// <summary>Ends it at once, with a reset towards the client. The first reason counts.</summary>
    /// <param name="reason">Why.</param>
    public void Cut(string reason)
    {
        if (Interlocked.CompareExchange(ref _cut, reason, null) is null)
            Break();
    }

    /// <summary>Passes Squid's head on, then carries the tunnel to its end.</summary>
    /// <param name="headLength">The length of the head.</param>
    /// <param name="onOpen">Called when the client has the head, before anything else is passed on.</param>
    /// <param name="onUsedUp">Called when the account is used up.</param>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(int headLength, Action onOpen, Action<Account> onUsedUp)
    {
        try
        {
            await client.SendAsync(squid.Unread[..headLength]);
            squid.Consume(headLength);
            onOpen();
            if (await CheckAsync() is { } problem)
            {
                if (problem == Reasons.ClientGone)
                    return _end = problem;
                Cut(problem);
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            End(Reasons.ClientReset);
            Break();
        }

        if (_cut is null && _end is null)
        {
            _up = UpAsync(onUsedUp);
            await DownAsync();
        }

        _isOver = true;
        return _cut ?? _end ?? Reasons.End;
    }

    /// <summary>Lets the client read what it was sent, and closes.</summary>
    public async Task FinishAsync()
    {
        squid.Socket.Dispose();
        if (_cut is null && _end is Reasons.End or Reasons.ServerReset)
            await (_up.IsCompleted ? PoliteClose.FinishAsync(client) : DrainAsync());

        client.Socket.Dispose();
        await _up;
    }

    // The direction that still reads from the client throws away what it gets, now that the tunnel is over.
    private async Task DrainAsync()
    {
        try
        {
            client.Socket.Shutdown(SocketShutdown.Send);
            await _up.WaitAsync(PoliteClose.MaximumTime);
        }
        catch (Exception exception) when (IsBroken(exception) || exception is TimeoutException)
        {
            // It is over in any case.
        }
    }

    private async Task<string?> CheckAsync()
    {
        if (port == PortText.Ssh)
            return null;
        if (port != PortText.Https)
            return Reasons.Port;

        var problem = await TunnelChecks.HelloAsync(client, host, options.AllowEch);
        Clock.Checked();
        return problem;
    }

    // Client to Squid. A TLS client's end is not passed on: Squid would take it for the end of the tunnel.
    private async Task UpAsync(Action<Account> onUsedUp)
    {
        var isReceiving = true;
        try
        {
            if (!await IsSshAsync(client, Reasons.NotSsh))
                return;

            var mayPass = port != PortText.Ssh || await IsServerSshAsync();
            for (var chunks = 1; client.Unread.Length > 0 || await client.ReceiveAsync() > 0; chunks++)
            {
                var chunk = client.Unread;
                Clock.Touch();
                if (mayPass && !_isOver)
                {
                    if (!account.TrySend(chunk.Length))
                    {
                        onUsedUp(account);
                        return;
                    }

                    isReceiving = false;
                    await squid.SendAsync(chunk);
                    isReceiving = true;
                    Clock.Touch();
                }

                await AdvanceAsync(client, chunk.Length, chunks);
            }

            // SSH closes channels by itself and never half a connection: its client has gone. (OpenSSH ends its proxy
            // command before the farewell is through.) A TLS client may still be reading.
            if (port == PortText.Ssh)
                squid.Socket.Shutdown(SocketShutdown.Send);
            else
                Clock.HalfClosed();
        }
        catch (Exception exception) when (!IsBroken(exception))
        {
            Cut(Reasons.Error);
        }
        catch (Exception)
        {
            // Squid's end shows on the other direction, with what the server still said.
            if (!isReceiving || _isOver)
                return;
            End(Reasons.ClientReset);
            Break();
        }
    }

    // Squid to client.
    private async Task DownAsync()
    {
        var isReceiving = true;
        try
        {
            if (!await IsSshAsync(squid, Reasons.ServerNotSsh))
                return;

            _serverIsSsh.TrySetResult(squid.Unread.Length > 0);
            for (var chunks = 1; squid.Unread.Length > 0 || await squid.ReceiveAsync() > 0; chunks++)
            {
                var chunk = squid.Unread;
                Clock.Touch();
                isReceiving = false;
                await client.SendAsync(chunk);
                isReceiving = true;
                SentToClient += chunk.Length;
                Clock.Touch();
                await AdvanceAsync(squid, chunk.Length, chunks);
            }

            End(Reasons.End);
        }
        catch (Exception exception) when (!IsBroken(exception))
        {
            Cut(Reasons.Error);
        }
        catch (Exception)
        {
            // What the server still said before it broke is on its way to the client, and shall arrive.
            End(isReceiving ? Reasons.ServerReset : Reasons.ClientReset);
            if (!isReceiving)
                Break();
        }
        finally
        {
            _serverIsSsh.TrySetResult(false);
        }
    }

    // Nothing goes up before the server has said that it speaks SSH: what the client says meanwhile waits in its buffer, as
    // much as fits, and is thrown away where the server never says so or the client has gone.
    private async Task<bool> IsServerSshAsync()
    {
        while (!_serverIsSsh.Task.IsCompleted && !client.IsFull)
        {
            var more = client.ReceiveAhead();
            if (await Task.WhenAny(more, _serverIsSsh.Task) == more && await client.ReceiveAsync() == 0)
                return false;
        }

        return await _serverIsSsh.Task;
    }

    private async ValueTask<bool> IsSshAsync(SocketBuffer side, string reason)
    {
        if (port != PortText.Ssh)
            return true;
        if (await TunnelChecks.SshAsync(side, reason) is { } problem)
        {
            Cut(problem);
            return false;
        }

        Clock.Checked();
        return true;
    }

    private static async ValueTask AdvanceAsync(SocketBuffer from, int count, int chunks)
    {
        var isFull = from.IsFull;
        from.Consume(count);
        if (isFull)
            from.TryGrow();
        if (chunks % ChunksInARow == 0)
            await Task.Yield();
    }

    private void End(string reason) => Interlocked.CompareExchange(ref _end, reason, null);

    private void Break()
    {
        try
        {
            client.Socket.LingerState = new LingerOption(enable: true, 0);
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            // Closed already.
        }

        client.Socket.Dispose();
        squid.Socket.Dispose();
    }

    private static bool IsBroken(Exception exception) => exception is SocketException or ObjectDisposedException;
}
