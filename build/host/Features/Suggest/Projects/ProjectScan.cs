using System.Text;
using System.Text.Json;
using System.Xml;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.Suggest.Projects;

/// <summary>
/// Reads lockfiles and manifests below a folder. An agent writes there: no link is followed, nothing but a plain file is
/// opened, and there is a limit to everything.
/// </summary>
public sealed class ProjectScan(string root, ScanLimits limits)
{
    // Downloaded or built, and not what the project says that it needs.
    private static readonly string[] NotRead =
    [
        "node_modules", "target", "bin", "obj", "vendor", "venv", ".venv", "__pycache__", ".tox", ".gradle", ".m2", ".cargo",
        ".nuget",
    ];

    private static readonly EnumerationOptions Everything =
        new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private readonly Lazy<string> _realRoot = new(() => RealPath.Of(root));
    private readonly ProjectNeeds _needs = new(limits);
    private int _entries;
    private long _bytes;
    private bool _isOver;

    /// <summary>Reads the tree.</summary>
    public async Task<ProjectNeeds> ReadAsync(CancellationToken cancellation)
    {
        await ReadFolderAsync(new DirectoryInfo(root), 0, [], cancellation);
        return _needs;
    }

    private async Task ReadFolderAsync(
        DirectoryInfo folder, int depth, HashSet<string> locks, CancellationToken cancellation)
    {
        var files = new List<(FileInfo File, ProjectFormat Format)>();
        var folders = new List<DirectoryInfo>();
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos("*", Everything))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!Count(folder))
                    break;
                if (entry is DirectoryInfo inner)
                    folders.Add(inner);
                else if (entry is FileInfo file && ProjectFormat.Of(file.Name) is { } format)
                    files.Add((file, format));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _needs.Skip(Relative(folder.FullName), "the folder cannot be read");
        }

        var known = new HashSet<string>(locks, StringComparer.OrdinalIgnoreCase);
        known.UnionWith(files.Select(one => one.File.Name));
        foreach (var (file, format) in files.OrderBy(one => one.File.Name, StringComparer.Ordinal))
        {
            if (!format.Locks.Any(known.Contains))
                await ReadFileAsync(file, format, cancellation);
        }

        foreach (var inner in folders.OrderBy(inner => inner.Name, StringComparer.Ordinal))
            await EnterAsync(inner, depth + 1, known, cancellation);
    }

    private async Task EnterAsync(DirectoryInfo folder, int depth, HashSet<string> locks, CancellationToken cancellation)
    {
        if (_isOver || NotRead.Contains(folder.Name, StringComparer.OrdinalIgnoreCase))
            return;
        if (IsLink(folder))
            _needs.Skip(Relative(folder.FullName), "a link, which is not followed");
        else if (folder.Name == ".git")
            await ReadFileAsync(new FileInfo(Path.Join(folder.FullName, "config")), ProjectFormat.GitConfig, cancellation);
        else if (depth > limits.Depth)
            _needs.Skip(Relative(folder.FullName), $"deeper than {limits.Depth} folders");
        else
            await ReadFolderAsync(folder, depth, locks, cancellation);
    }

    private async Task ReadFileAsync(FileInfo file, ProjectFormat format, CancellationToken cancellation)
    {
        var path = Relative(file.FullName);
        try
        {
            if (!file.Exists)
                return;
            if (Refusal(file, format) is { } refusal)
            {
                _needs.Skip(path, refusal);
                return;
            }

            // Opening may wait for ever where the file has become a pipe since; the thread is given up then.
            var text = await Task.Run(() => Text(file), cancellation).WaitAsync(limits.Patience, cancellation);
            _needs.Begin(path);
            if (!string.IsNullOrWhiteSpace(text))
                format.Read(text, _needs);
        }
        catch (TimeoutException)
        {
            _needs.Skip(path, "it took too long to read");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _needs.Skip(path, "it cannot be read");
        }
        catch (Exception failure) when (failure is FormatException or JsonException or XmlException or InvalidOperationException)
        {
            _needs.Skip(path, "it is not what its name says, and what stands behind the mistake was not read");
        }
    }

    private string? Refusal(FileInfo file, ProjectFormat format)
    {
        // Of the whole way: a folder on it may have become a link since it was listed.
        if (IsLink(file) || !RealPath.Contains(_realRoot.Value, RealPath.Of(file.FullName)))
            return "a link, which is not followed";

        var most = format.Lines == ProjectLines.Toml ? Math.Min(limits.TomlBytes, limits.FileBytes) : limits.FileBytes;
        if (file.Length > most)
            return $"longer than {most >> 20} MiB";
        if (_needs.Files >= limits.Files)
            return $"more than {limits.Files} files";

        // What is empty says nothing, and pipes, sockets and devices are empty.
        if (file.Length == 0)
            return "empty, or no plain file";

        return _bytes + file.Length > limits.TotalBytes ? "too much to read altogether" : null;
    }

    private string Text(FileInfo file)
    {
        using var stream = new FileStream(
            file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[(int)Math.Min(file.Length, limits.FileBytes)];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        Interlocked.Add(ref _bytes, length);
        return new UTF8Encoding(false).GetString(buffer, 0, length).TrimStart('\uFEFF');
    }

    private bool Count(DirectoryInfo folder)
    {
        if (++_entries <= limits.Entries)
            return true;
        if (!_isOver)
        {
            _needs.Skip(
                Relative(folder.FullName),
                $"more than {limits.Entries} files and folders altogether; the rest was not read");
        }

        _isOver = true;
        return false;
    }

    private static bool IsLink(FileSystemInfo entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private string Relative(string path) => Path.GetRelativePath(root, path);
}
