using System.Threading.Channels;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Features.Watch;

/// <summary>The denials of the running sandbox as they come, to be taken without waiting.</summary>
/// <param name="time">The clock: what was denied before the start is left out.</param>
public sealed class DenialStream(ProxyLog log, HostOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Channel<ProxyLogLine> _lines = Channel.CreateBounded<ProxyLogLine>(1024);
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Begins to read.</summary>
    public void Start() => _reading = ReadAsync(new ProxyLogFilter(time.GetUtcNow(), DeniedOnly: true));

    /// <summary>What has come since the last call.</summary>
    /// <exception cref="SandboxException">Nothing more comes: the sandbox has stopped.</exception>
    public async Task<IReadOnlyList<ProxyLogLine>> TakeAsync()
    {
        var taken = new List<ProxyLogLine>();
        while (_lines.Reader.TryRead(out var line))
            taken.Add(line);
        if (_lines.Reader.Completion.IsCompleted)
            await _lines.Reader.Completion;

        return taken;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _end.Dispose();
    }

    // Its end, and a failure, reach the reader through the channel.
    private async Task ReadAsync(ProxyLogFilter filter)
    {
        try
        {
            await foreach (var line in log.ReadAsync(filter, follow: true, _end.Token))
                await _lines.Writer.WriteAsync(line, _end.Token);
            _lines.Writer.Complete(Ended(inner: null));
        }
        catch (CommandException stopped)
        {
            _lines.Writer.Complete(Ended(stopped));
        }
        catch (Exception failure)
        {
            _lines.Writer.Complete(failure);
        }
    }

    private SandboxException Ended(Exception? inner) =>
        new($"Sandbox {options.Name} has stopped, so nothing more is denied.", options.CommandFor("Up"), inner: inner);
}
