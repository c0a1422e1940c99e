namespace AiSandbox.Host.Services.Engine;

/// <summary>Held while a private engine is set up, started or removed: one at a time a machine. It ends with its process.</summary>
public static class MachineLock
{
    // It stays when it is let go: removed, it would keep apart only those that opened it before from those that came after.
    private const string File = $"{PrivateEngineLayout.RunFolder}.lock";

    /// <summary>Waits until it is free; disposed, it is let go.</summary>
    /// <param name="waiting">Called once where another holds it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<IDisposable> HoldAsync(Action waiting, CancellationToken cancellation)
    {
        for (var told = false; ; await Task.Delay(200, cancellation))
        {
            try
            {
                return new FileStream(File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException) when (System.IO.File.Exists(File))
            {
                if (!told)
                    waiting();
                told = true;
            }
        }
    }
}
