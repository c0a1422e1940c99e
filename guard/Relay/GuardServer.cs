using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Allowed;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Logging;

namespace AiSandbox.Guard.Relay;

/// <summary>The guard: listens, reads its lists again when told, and stops in order.</summary>
public sealed class GuardServer : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(1.5);

    private readonly Lock _reloading = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly GuardContext _context;
    private readonly Listener _listener;
    private readonly SpareConnections _spares;
    private volatile AllowedNames _names;
    private Task _running = Task.CompletedTask;
    private int _isStopped;

    /// <summary>Reads the lists, opens the log and the port.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="onLogFailure">Told when the log cannot be written: end the process.</param>
    /// <exception cref="ConfigurationException">A list cannot be read.</exception>
    /// <exception cref="IOException">The log cannot be opened.</exception>
    /// <exception cref="SocketException">The port cannot be opened.</exception>
    public GuardServer(GuardOptions options, Action<Exception> onLogFailure)
    {
        _names = AllowedNames.Read(options.Lists);
        _spares = new SpareConnections(options.SpareConnections);
        var log = new AccessLog(options.Log, options.LogBytes, options.LogKeep, onLogFailure);
        var gateway = new SquidGateway(
            new SquidAddress(options.Squid),
            TimeSpan.FromSeconds(options.HoldSeconds),
            TimeSpan.FromSeconds(options.AnswerSeconds),
            _spares);
        _context = new GuardContext(
            options, log, gateway, new Accounts(options.BudgetBytesPerHost), new OpenTunnels(), () => _names, _stopping.Token);
        _listener = new Listener(_context, GuardOptionsFile.ListenAddress(options));
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => _listener.Address;

    /// <summary>Connections at this time.</summary>
    public int Connections => _listener.Connections;

    /// <summary>Tunnels at this time.</summary>
    public int Tunnels => _context.Tunnels.Count;

    /// <summary>Starts to accept connections.</summary>
    public void Start()
    {
        Note(Reasons.Started);
        _running = Task.WhenAll(_listener.RunAsync(), SweepAsync());
    }

    /// <summary>
    /// Reads the lists again and cuts the tunnels of names that are no longer on them. When they cannot be read, nothing
    /// is known to be allowed, and every tunnel is cut.
    /// </summary>
    public void Reload()
    {
        lock (_reloading)
        {
            string reason;
            try
            {
                _names = AllowedNames.Read(_context.Options.Lists);
                reason = Reasons.Unlisted;
            }
            catch (ConfigurationException)
            {
                _names = AllowedNames.None;
                reason = Reasons.ListsUnreadable;
            }

            Note(reason == Reasons.Unlisted ? Reasons.ListsRead : reason);
            var names = _names;
            _context.Tunnels.Cut(tunnel => names.Find(tunnel.Host, tunnel.Port) is null ? reason : null);
        }
    }

    /// <summary>Accepts nothing more, ends every connection, and closes the log.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
            return;

        Note(Reasons.Stopping);
        await _stopping.CancelAsync();
        _context.Tunnels.Cut(_ => Reasons.Stopping);
        await _running;
        _listener.Dispose();
        for (var until = Environment.TickCount64 + StopTime.TotalMilliseconds;
            Connections > 0 && Environment.TickCount64 < until;)
            await Task.Delay(10, CancellationToken.None);

        _spares.Dispose();
        _context.Log.Dispose();
        _stopping.Dispose();
    }

    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(SweepInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                var now = Environment.TickCount64;
                _context.Tunnels.Cut(tunnel => tunnel.Clock.Overdue(now));
                _spares.CloseOld();
            }
        }
        catch (OperationCanceledException)
        {
            // The guard stops.
        }
    }

    private void Note(string reason) => _context.Log.Write(new LogEntry(LogEvents.Note, Reason: reason));
}
