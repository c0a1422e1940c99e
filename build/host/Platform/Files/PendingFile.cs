namespace AiSandbox.Host.Platform.Files;

/// <summary>
/// A long file that is written beside its place, for its owner alone, and gets its name once it is whole. Disposed before that, it is gone.
/// </summary>
public sealed class PendingFile : IAsyncDisposable
{
    private readonly HeldFolder _folder;
    private readonly string _path;
    private readonly string _candidate;

    /// <summary>Begins one.</summary>
    /// <param name="path">Its place, in a folder that is there; no link is on the path of that folder.</param>
    /// <exception cref="IOException">The folder is gone, or a link leads to it by now.</exception>
    public PendingFile(string path)
    {
        _folder = new HeldFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var name = Path.GetFileName(path);
        (_path, _candidate) = (Path.Combine(_folder.Place, name), Path.Combine(_folder.Place, $".{name}.{Path.GetRandomFileName()}"));
        try
        {
            Stream = new FileStream(_candidate, FileStore.NewPrivateFile());
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>Where it is written.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives it its name. A link that has it is replaced, not followed.</summary>
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
        _folder.Dispose();
    }
}
