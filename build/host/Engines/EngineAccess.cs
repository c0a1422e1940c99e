using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines;

/// <summary>The engine of this run: looked for once, and only when something needs it.</summary>
public sealed class EngineAccess(EngineLocator locator, PrivateEngine privateEngine)
{
    private EngineConnection? _connection;

    /// <summary>The engine that answers. Starts nothing.</summary>
    /// <exception cref="SandboxException">None answers, or it is too old (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<EngineConnection> ConnectAsync(CancellationToken cancellation) =>
        _connection ??= await locator.FindAsync(cancellation) ?? throw locator.Missing(privateEngine.IsInstalled);

    /// <summary>The engine that answers; where none does and the machine allows it, a private one that is started now.</summary>
    /// <param name="restart">Whether a private one that runs and does not answer is started anew: all in it stops.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">None can be had, or it is too old (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<EngineConnection> EnsureAsync(bool restart, CancellationToken cancellation)
    {
        SandboxException? silence = null;
        try
        {
            _connection ??= await locator.FindAsync(cancellation);
        }
        catch (SandboxException silent) when (EngineSilence.Is(silent) && !locator.Named && PrivateEngineState.Read()?.IsAlive() is true)
        {
            silence = silent; // another run may be starting it at this moment: that is known once its lock is free
        }

        if (_connection is null)
        {
            if (locator.Named || !PrivateEngine.IsPossible)
                throw locator.Missing(stopped: false);

            await privateEngine.StartAsync(restart ? null : silence, cancellation);
            _connection = await locator.FindAsync(cancellation) ?? throw locator.Missing(stopped: true);
        }

        if (_connection.Private)
            privateEngine.TrimLog();

        return _connection;
    }

    /// <summary>Whether an engine answers; for what has nothing to do where none does.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellation) =>
        (_connection ??= await locator.FindAsync(cancellation)) is not null;

    /// <summary>Whether this checkout's private engine is what this run would use, and does not run.</summary>
    public async Task<bool> IsPrivateDeadAsync(CancellationToken cancellation) =>
        !locator.Named && privateEngine.IsInstalled && !await AnswersAsync(cancellation);

    /// <summary>Forgets the engine, because it was removed.</summary>
    public void Forget() => _connection = null;
}
