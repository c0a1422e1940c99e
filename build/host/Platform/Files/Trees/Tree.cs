using System.IO.Enumeration;

namespace AiSandbox.Host.Platform.Files.Trees;

/// <summary>A folder that somebody else writes to. Nothing in it is run, and no link is followed.</summary>
/// <param name="patience">How long a file may take to be opened and read: a pipe never ends.</param>
public sealed class Tree(string root, TimeSpan patience)
{
    private static readonly EnumerationOptions Everything =
        new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    private readonly string _real = RealPath.Of(root);

    /// <summary>The folder, as its absolute path was given.</summary>
    public string Root => root;

    /// <summary>The names in a folder.</summary>
    /// <param name="folder">Its path below the root; empty for the root.</param>
    /// <exception cref="IOException">It cannot be read, or has become a link.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IEnumerable<TreeEntry> List(string folder)
    {
        if (folder.Length > 0 && new DirectoryInfo(Full(folder)).LinkTarget is not null)
            throw new IOException("It has become a link.");

        var prefix = folder.Length == 0 ? "" : folder + "/";
        return new FileSystemEnumerable<TreeEntry>(Full(folder), (ref FileSystemEntry entry) => Look(prefix, ref entry), Everything);
    }

    /// <summary>The first bytes of a plain file.</summary>
    /// <param name="path">Its path below the root.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">It cannot be read, took too long, or lies elsewhere by now.</exception>
    public async Task<byte[]> ReadAsync(string path, int most, CancellationToken cancellation)
    {
        try
        {
            // Opening waits for ever where the file has become a pipe since it was listed; the thread is given up then.
            return await Task.Run(() => Read(path, most), cancellation).WaitAsync(patience, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new IOException("It took too long to read.", late);
        }
    }

    /// <summary>Whether what a link points to lies outside of the tree, for the host that would follow it.</summary>
    public bool Leaves(TreeEntry link)
    {
        var target = link.Target!;
        if (!Path.IsPathRooted(target) && IsBelow(link.Path.Count(c => c == '/'), target.Split('/', '\\')))
            return false;

        try
        {
            return !RealPath.Contains(_real, RealPath.Of(Path.Combine(Path.GetDirectoryName(Full(link.Path))!, target)));
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Whether no part of a path is a link.</summary>
    public bool IsReal(string path)
    {
        try
        {
            return RealPath.Of(Full(path)).Equals(
                Path.TrimEndingDirectorySeparator(Path.Join(_real, path.Replace('/', Path.DirectorySeparatorChar))), StringComparison.Ordinal);
        }
        catch (FormatException)
        {
            return false; // a circle of links
        }
    }

    /// <inheritdoc cref="FileStatus.Changed"/>
    public string Changed(string path) => FileStatus.Changed(Full(path));

    // Enough where ".." comes first alone: what such a way passes through inside of the tree is a name of the tree as well.
    private static bool IsBelow(int depth, string[] words)
    {
        var up = words.TakeWhile(word => word is ".." or "." or "").Count(word => word is "..");
        return up <= depth && words.Count(word => word is "..") == up;
    }

    private static TreeEntry Look(string prefix, ref FileSystemEntry entry)
    {
        var info = entry.ToFileSystemInfo();
        var path = string.Concat(prefix, entry.FileName);
        var attributes = info.Attributes;
        if ((int)attributes != -1 && attributes.HasFlag(FileAttributes.ReparsePoint) && info.LinkTarget is { } target)
            return new TreeEntry(path, TreeEntryType.Link, UnixFileMode.None, 0, target);

        // -1 stands for what is not there: the name could not be turned into text and back.
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : info.UnixFileMode;
        if ((int)attributes == -1 || (int)mode == -1)
            return new TreeEntry(path, TreeEntryType.Unknown, UnixFileMode.None, 0, null);
        if (attributes.HasFlag(FileAttributes.Directory))
            return new TreeEntry(path, TreeEntryType.Folder, mode, 0, null);

        // Pipes, sockets and devices are empty.
        var length = entry.Length;
        var type = length == 0 && !FileStatus.IsPlain(info.FullName) ? TreeEntryType.Special : TreeEntryType.File;
        return new TreeEntry(path, type, mode, length, null);
    }

    private byte[] Read(string path, int most)
    {
        // Of the whole way: a folder on it may have become a link since it was listed.
        if (!IsReal(path))
            throw new IOException("It has become a link.");

        using var stream = new FileStream(Full(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[(int)Math.Min(stream.Length, most)];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    private string Full(string path) => Path.Join(root, path);
}
