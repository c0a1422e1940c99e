using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>Held while a private engine is set up, started or removed: one at a time a machine. It ends with its process.</summary>
public static class MachineLock
{
    private const string File = $"{PrivateEngineLayout.RunFolder}.lock";

    /// <inheritdoc cref="FileLock.HoldAsync"/>
    public static Task<IDisposable> HoldAsync(string command, Action<string> waiting, CancellationToken cancellation) =>
        FileLock.HoldAsync(File, command, FileLock.LongWork, waiting, cancellation);
}
