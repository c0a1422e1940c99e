using AiSandbox.Host.Adapters.Files;

namespace AiSandbox.Host.Services.Engine;

/// <summary>Held while a private engine is set up, started or removed: one at a time a machine. It ends with its process.</summary>
public static class MachineLock
{
    private const string File = $"{PrivateEngineLayout.RunFolder}.lock";

    /// <summary>Waits until it is free; disposed, it is let go.</summary>
    /// <param name="waiting">Called once where another holds it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static Task<IDisposable> HoldAsync(Action waiting, CancellationToken cancellation) =>
        FileLock.HoldAsync(File, waiting, cancellation);
}
