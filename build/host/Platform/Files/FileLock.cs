using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AiSandbox.Host.Platform.Files;

/// <summary>A file that one process at a time holds. The hold ends with its process, however that ends.</summary>
public static class FileLock
{
    /// <summary>How long one waits for what is done in a moment.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(30);

    /// <summary>How long one waits for what takes minutes: images, engines, homes. Who holds such a lock is alive, and at work.</summary>
    public static readonly TimeSpan LongWork = TimeSpan.FromMinutes(15);

    // What systems say of a file that is open elsewhere: EAGAIN on Linux, EAGAIN on macOS, ERROR_SHARING_VIOLATION.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Waits until it is free; disposed, it is let go.</summary>
    /// <param name="path">The file. It stays when it is let go: removed, it would keep apart only those that opened it
    /// before from those that came after.</param>
    /// <param name="command">What this process was called with, for those that wait for it.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="waiting">Called once where another holds it, with who that is.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SandboxException">It is still held, or cannot be written.</exception>
    public static async Task<IDisposable> HoldAsync(
        string path, string command, TimeSpan patience, Action<string> waiting, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        for (var told = false; ; await Task.Delay(100, cancellation))
        {
            if (Try(path, command) is { } held)
                return held;
            if (!told)
                waiting(Holder(path));
            told = true;
            if (clock.Elapsed < patience)
                continue;

            var time = patience.ToString(patience.TotalHours >= 1 ? "c" : @"m\:ss", CultureInfo.InvariantCulture);
            throw new SandboxException($"{Holder(path)} still holds {path} after {time} minutes.", "wait until that process has ended, or end it; then run this command again");
        }
    }

    /// <summary>Takes it; <see langword="null"/> where another holds it.</summary>
    /// <inheritdoc cref="HoldAsync"/>
    public static IDisposable? Try(string path, string command)
    {
        try
        {
            FileStore.CreateFolder(Path.GetDirectoryName(path)!);
            // Windows keeps others from reading what is not shared; elsewhere only what is shared with nobody is a lock.
            var share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
            held.SetLength(0);
            held.Write(Encoding.UTF8.GetBytes($"{Environment.ProcessId} {command}"));
            return held;
        }
        catch (IOException other) when (Held.Contains(other.HResult))
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(
                $"{path} cannot be written, and it is the lock that keeps two runs apart: {refused.Message}",
                "make the checkout writable for this user, or use a checkout that is", inner: refused);
        }
    }

    /// <summary>Who holds a lock, for people: <c>Process 4711 (./build.sh --target=Up)</c>.</summary>
    public static string Holder(string path)
    {
        try
        {
            using var handle = OperatingSystem.IsWindows() ? File.OpenHandle(path, share: FileShare.ReadWrite) : UnixFile.Open(path);
            using var reader = new StreamReader(new FileStream(handle, FileAccess.Read));
            if (reader.ReadLine()?.Split(' ', 2) is [var id, var command])
                return $"Process {id} ({command})";
        }
        catch (Exception gone) when (gone is IOException or ArgumentException)
        {
            // It has just been let go, or is not to be read here.
        }

        return "Another run";
    }
}
