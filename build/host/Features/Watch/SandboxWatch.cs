using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Watch;

/// <summary>
/// Reloads the list when it is saved, shows denials as they come, and with a terminal allows a denied host by one key.
/// </summary>
public sealed class SandboxWatch(
    AllowlistStore store,
    AllowlistEditor editor,
    SessionEntries session,
    ProxyLog log,
    IKeys keys,
    IReporter reporter,
    TimeProvider time,
    HostOptions options,
    Checkout checkout)
{
    // Looked at so often, and taken when it was the same twice: a save is in force in less than a second.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly ListPoll _poll = new(store.Paths, () => store.Today);
    private readonly Offer _offer = new(time);
    private bool _isOwnEdit;

    /// <summary>Watches until <c>q</c> or Ctrl+C.</summary>
    /// <param name="format">How a denial is shown.</param>
    /// <param name="cancellation">Ctrl+C.</param>
    /// <exception cref="SandboxException">No sandbox runs, or it has stopped, or another Watch runs.</exception>
    public async Task RunAsync(Func<ProxyLogLine, string> format, CancellationToken cancellation)
    {
        var path = Path.Combine(checkout.Configs, ".watch.lock");
        using var only = FileLock.Try(path, options.Asked)
            ?? throw new SandboxException(
                $"Another Watch of sandbox {options.Name} runs, and they would share the list: {FileLock.Holder(path)}.", options.CommandFor("LogsProxy"));
        await CarryOnAsync(() => session.RemoveAsync(cancellation));
        _poll.Accept();
        await CarryOnAsync(ReloadAsync);
        await using var denials = new DenialStream(log, options, time);
        denials.Start();
        reporter.Line($"Watching {store.Shared} and what sandbox {options.Name} is denied. {(keys.AreThere ? "q" : "Ctrl+C")} ends.");
        try
        {
            do
                await Task.Delay(Tick, cancellation);
            while (await GoOnAsync(denials, format, cancellation));
        }
        finally
        {
            await session.RemoveAsync(CancellationToken.None);
        }
    }

    private async Task<bool> GoOnAsync(DenialStream denials, Func<ProxyLogLine, string> format, CancellationToken cancellation)
    {
        // Not to be cancelled half-way: Ctrl+C is looked at between two of these.
        if (_poll.IsNew())
            await CarryOnAsync(ReloadAsync);

        // Ctrl+C ends the stream of denials as well: it is asked for first, or a stopped sandbox would be to blame.
        cancellation.ThrowIfCancellationRequested();
        foreach (var line in await denials.TakeAsync())
        {
            reporter.Line(format(line));
            if (line.Event is { } request && keys.AreThere && _offer.Take(request))
                reporter.Line($"  {_offer.Text}: allow it [s] for this session, [d] until tomorrow, [p] for good; [q] ends.");
        }

        return !keys.AreThere || await ObeyAsync(keys.Take());
    }

    // What a key has changed is in force already, and is not told twice.
    private async Task ReloadAsync()
    {
        var change = await editor.ReloadAsync(CancellationToken.None);
        if (change.Diff.Count > 0 || !_isOwnEdit)
            editor.Show(change);
        _isOwnEdit = false;
    }

    private async Task<bool> ObeyAsync(char? key)
    {
        Func<AllowlistEntry, Task>? allow = key switch
        {
            's' => entry => session.AddAsync(entry, CancellationToken.None),
            'd' => entry => editor.AllowAsync(Placed(entry) with { Until = store.Today.AddDays(1) }, CancellationToken.None),
            'p' => entry => editor.AllowAsync(Placed(entry), CancellationToken.None),
            _ => null,
        };
        if (allow is null)
            return key is not 'q';

        if (_offer.Entry is not { } entry)
        {
            reporter.Line("  No host is waiting to be allowed.");
        }
        else if (!_offer.CanBeTaken)
        {
            reporter.Line($"  {_offer.Text} came up only now: read it, and press again if it is meant.");
        }
        else
        {
            _isOwnEdit = true;
            await CarryOnAsync(() => allow(entry));
            _offer.Clear();
        }

        return true;
    }

    private AllowlistEntry Placed(AllowlistEntry entry) =>
        entry with { File = options.Line.Flag(Option.Local) ? store.Local : store.Shared, Reason = options.Line.Value(Option.Reason) };

    // A list that does not lint is shown, and the last good one stays in force. Everything else ends the watch.
    private async Task CarryOnAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (SandboxException invalid) when (invalid.ExitCode == ExitCodes.Usage)
        {
            reporter.Line(invalid.Message);
        }
    }
}
