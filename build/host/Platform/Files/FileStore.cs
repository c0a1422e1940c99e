using System.Security.Cryptography;
using System.Text;

namespace AiSandbox.Host.Platform.Files;

/// <summary>Writes files so that a reader, or a run that is cut off, never sees half of one.</summary>
public static class FileStore
{
    /// <summary>Read and write for the owner alone.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writable for the owner, readable for all.</summary>
    public const UnixFileMode Public = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>A folder for the owner alone.</summary>
    public const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    /// <summary>A folder that all may enter and its owner alone writes to.</summary>
    public const UnixFileMode PublicFolder =
        Public | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes UTF-8 without a byte order mark beside the target and renames it into place. The file has its mode
    /// before it has its name. Does nothing, and keeps the time stamp, where the content is there already.
    /// </summary>
    /// <returns>Whether the content changed.</returns>
    public static bool Write(string path, string text, UnixFileMode mode = Public)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(Utf8.GetBytes(text)))
        {
            SetMode(path, mode);
            return false;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CreateFolder(folder);
        var candidate = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            using (var stream = new FileStream(candidate, NewPrivateFile()))
            {
                stream.Write(Utf8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            SetMode(candidate, mode);
            File.Move(candidate, path, overwrite: true);
        }
        finally
        {
            File.Delete(candidate);
        }

        return true;
    }

    /// <summary>
    /// Writes a file that containers have mounted by itself: it stays the same one, since inside another in its place is not seen. A run
    /// that is cut off may leave half of it.
    /// </summary>
    public static void WriteInPlace(string path, string text)
    {
        if (Read(path) is not { } before || new FileInfo(path).LinkTarget is not null)
        {
            Write(path, text);
        }
        else if (before != text)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
            stream.Write(Utf8.GetBytes(text));
            stream.SetLength(stream.Position);
        }
    }

    /// <summary>The text of a file; <see langword="null"/> where there is none.</summary>
    public static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>The names of the files in a folder but those with a dot before them, in order; none where there is no folder.</summary>
    public static IReadOnlyList<string> Names(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName).OfType<string>().Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Removes a file.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Remove(string path)
    {
        var was = File.Exists(path);
        if (was)
            File.Delete(path);
        return was;
    }

    /// <summary>The SHA-256 of the files in a folder, and of more where they are there, with their names.</summary>
    public static string HashOf(string folder, params string[] more)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Names(folder).Select(name => Path.Combine(folder, name)).Concat(more.Where(File.Exists)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The SHA-256 of a folder: of all files in it and below, with their names. Links are not followed.</summary>
    public static string HashOfTree(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(folder, "*", options).Order(StringComparer.Ordinal))
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file).Replace('\\', '/'))));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Creates a folder that only its owner can enter; an existing one is narrowed to that.</summary>
    public static void CreatePrivateFolder(string path)
    {
        CreateFolder(path);
        SetMode(path, PrivateFolder);
    }

    /// <summary>Creates a folder whose files other users read, such as those of a container, whatever umask says; an existing one is opened to them.</summary>
    public static void CreatePublicFolder(string path)
    {
        CreateFolder(path);
        SetMode(path, PublicFolder);
    }

    /// <summary>Whether there is such a folder.</summary>
    public static bool HasFolder(string path) => Directory.Exists(path);

    /// <summary>Lets other users read a folder and the files that lie in it.</summary>
    public static void OpenFolder(string path)
    {
        SetMode(path, PublicFolder);
        foreach (var file in Directory.EnumerateFiles(path))
            SetMode(file, Public);
    }

    /// <summary>Creates a folder, and those above it, that nobody but their owner can write to, whatever umask says. One that is there stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { } above)
            CreateFolder(above);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, PublicFolder);
    }

    /// <summary>Sets the mode of a file or folder; Windows keeps what the user's profile inherits.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    /// <summary>How a file is opened that is new, and its owner's alone from its first moment.</summary>
    internal static FileStreamOptions NewPrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;

        return options;
    }
}
