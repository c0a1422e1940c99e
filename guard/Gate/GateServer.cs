using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Allowed;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Logging;

namespace AiSandbox.Guard.Gate;

/// <summary>Resolver and relay of the workspace's network: programs reach what is listed without knowing of a proxy.</summary>
internal sealed class GateServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly GateOptions _options;
    private readonly AccessLog _log;
    private readonly DnsListener _names;
    private readonly GateRelay _relay;
    private volatile AllowedNames _lists;
    private volatile NameList _services;
    private Task _running = Task.CompletedTask;

    /// <summary>Reads the lists, opens the log and the ports.</summary>
    /// <param name="options">Where.</param>
    /// <param name="onLogFailure">Told when a line could not be written.</param>
    /// <param name="dialled">Where a connection was for, before the filter led it here.</param>
    /// <exception cref="ConfigurationException">A list cannot be read.</exception>
    /// <exception cref="SocketException">A port cannot be opened.</exception>
    /// <exception cref="IOException">The log cannot be opened.</exception>
    public GateServer(GateOptions options, Action<Exception> onLogFailure, Func<Socket, IPEndPoint?> dialled)
    {
        _options = options;
        (_lists, _services) = Read(options.Lists);
        _log = new AccessLog(options.Log, 4 * 1024 * 1024, keep: 3, onLogFailure);
        var book = new NameBook(TimeProvider.System);
        var engine = new[] { EngineAddress.Guard, EngineAddress.Gateway }.ToDictionary(
            name => name, name => new EngineAddress(name, options.EngineNames, TimeProvider.System), StringComparer.Ordinal);
        var guard = engine[EngineAddress.Guard];
        _names = new DnsListener(new Resolver(() => _lists, () => _services, book, engine, new RefusalLog(_log, TimeProvider.System)), options.Names);
        _relay = new GateRelay(
            book, async () => await guard.FindAsync() is { } address ? new IPEndPoint(address, options.GuardPort) : null, options.Relay, dialled);
    }

    public IPEndPoint Names => _names.Address;

    public IPEndPoint Relay => _relay.Address;

    public int Connections => _relay.Connections;

    public void Start()
    {
        Note(Reasons.Started);
        _running = Task.WhenAll(_names.RunAsync(_stopping.Token), _relay.RunAsync(_stopping.Token));
    }

    /// <summary>Reads the lists again. When they cannot be read, no name is known. Open connections are the guard's to cut.</summary>
    public void Reload()
    {
        try
        {
            (_lists, _services) = Read(_options.Lists);
            Note(Reasons.ListsRead);
        }
        catch (ConfigurationException)
        {
            (_lists, _services) = (AllowedNames.None, NameList.Empty);
            Note(Reasons.ListsUnreadable);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _names.Dispose();
        _relay.Dispose();
        _log.Dispose();
        _stopping.Dispose();
    }

    // What stands beside the workspace need not be there.
    private static (AllowedNames Lists, NameList Services) Read(string folder) =>
        (AllowedNames.Read(folder), Path.Combine(folder, "service-names") is var path && File.Exists(path) ? NameList.Read(path) : NameList.Empty);

    private void Note(string reason) => _log.Write(new LogEntry(LogEvents.Gate, Reason: reason));
}
