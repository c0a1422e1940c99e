using Microsoft.Win32.SafeHandles;

namespace AiSandbox.Host.Platform.Files;

/// <summary>
/// A folder that was checked by its real path and is held as what it was: a link that takes its place, or that of a folder above it, in
/// between leads nowhere. Only Linux can write through what is held; elsewhere the path is looked at once more when it is opened.
/// </summary>
internal sealed class HeldFolder : IDisposable
{
    private readonly SafeFileHandle? _handle;

    /// <summary>Opens it.</summary>
    /// <param name="real">Its path, which no link is on.</param>
    /// <exception cref="IOException">It is not there, or a link is on the path by now.</exception>
    public HeldFolder(string real)
    {
        Place = real;
        if (OperatingSystem.IsLinux())
        {
            _handle = UnixFile.Open(real);
            if (_handle.IsInvalid)
                throw new IOException($"{real} cannot be opened.");

            Place = $"/proc/self/fd/{_handle.DangerousGetHandle()}";
        }

        var found = _handle is null ? RealPath.Of(real) : new FileInfo(Place).LinkTarget;
        if (!string.Equals(real, found, StringComparison.Ordinal))
        {
            Dispose();
            throw new IOException($"{real} has become a link to {found}.");
        }
    }

    /// <summary>A path that leads to it, whatever becomes of its names.</summary>
    public string Place { get; }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();
}
