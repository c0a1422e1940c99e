namespace AiSandbox.Host.Adapters.Files;

/// <summary>
/// A long file that is written beside its place, for its owner alone, and gets its name once it is whole. Disposed before that, it is gone.
/// </summary>
public sealed class PendingFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _candidate;

    /// <summary>Begins one.</summary>
    /// <param name="path">Its place.</param>
    public PendingFile(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        (_path, _candidate) = (path, Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}"));
        Stream = new FileStream(_candidate, FileStore.NewPrivateFile());
    }

    /// <summary>Where it is written.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives it its name.</summary>
    /// <param name="overwrite">Whether it may take the place of another.</param>
    /// <returns>Its length in bytes.</returns>
    /// <exception cref="IOException">There is one already.</exception>
    public async Task<long> CommitAsync(bool overwrite)
    {
        Stream.Flush(flushToDisk: true);
        var length = Stream.Length;
        await Stream.DisposeAsync();
        File.Move(_candidate, _path, overwrite);
        return length;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        File.Delete(_candidate);
    }
}
