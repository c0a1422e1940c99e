namespace AiSandbox.Host.Adapters.Files;

/// <summary>A file that one process at a time holds. The hold ends with its process, however that ends.</summary>
public static class FileLock
{
    /// <summary>Waits until it is free; disposed, it is let go.</summary>
    /// <param name="path">The file. It stays when it is let go: removed, it would keep apart only those that opened it
    /// before from those that came after.</param>
    /// <param name="waiting">Called once where another holds it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<IDisposable> HoldAsync(string path, Action waiting, CancellationToken cancellation)
    {
        for (var told = false; ; await Task.Delay(100, cancellation))
        {
            if (Try(path) is { } held)
                return held;
            if (!told)
                waiting();
            told = true;
        }
    }

    /// <summary>Takes it; <see langword="null"/> where another holds it.</summary>
    public static IDisposable? Try(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
