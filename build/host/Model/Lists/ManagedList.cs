using System.Text;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Files.Trees;
using AiSandbox.Policy;

namespace AiSandbox.Host.Model.Lists;

/// <summary>
/// The list of whoever manages this machine, above those of all checkouts. Its place is fixed, so that nobody who starts a sandbox
/// chooses another; a link there leads to where it is kept.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="owner">The user that it must belong to: whoever else could write it could widen it.</param>
public sealed class ManagedList(string path, uint owner = 0)
{
    private const string Folder = "ai-sandbox", Name = "managed-sites.txt";
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>That of this machine.</summary>
    public static ManagedList OfThisMachine { get; } = new(Path.Combine(
        OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData)
            : OperatingSystem.IsMacOS() ? "/Library/Application Support" : "/etc",
        Folder,
        Name));

    /// <summary>Reads it; <see langword="null"/> where there is none, and a checkout's own list is all.</summary>
    /// <exception cref="SandboxException">It cannot be read, or others than its owner can write it.</exception>
    internal AllowlistSource? Read()
    {
        RequireSight();
        try
        {
            if (FileStore.Read(path) is not { } text)
                return FileStatus.Ownership(path) is null ? null : throw new SandboxException($"{path} leads to no file, and bounds what may be listed.", $"ls -l '{path}'");
            RequireOwner(path);
            return new AllowlistSource(path, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw new SandboxException($"{path} bounds what may be listed, and cannot be read: {closed.Message}", $"sudo chmod a+r '{path}'", inner: closed);
        }
    }

    // A folder that cannot be entered looks as if nothing were in it.
    private void RequireSight()
    {
        var folder = Path.GetDirectoryName(path)!;
        if (FileStatus.Ownership(folder) is { } found && FileStatus.User != 0 && found.User != FileStatus.User && !found.Mode.HasFlag(UnixFileMode.OtherExecute))
            throw new SandboxException($"{folder} cannot be entered, and a list in it would bound what may be listed.", $"sudo chmod a+rx '{folder}'");
    }

    // The file itself, where a link leads to it, and each folder on the way in which it could be exchanged.
    private void RequireOwner(string place)
    {
        var real = RealPath.Of(place);
        foreach (var one in new[] { real, Path.GetDirectoryName(real)!, Path.GetDirectoryName(Path.GetFullPath(place))! })
        {
            if (FileStatus.Ownership(one) is { } found && (found.User != owner || (found.Mode & Others) != UnixFileMode.None))
                throw new SandboxException($"{place} bounds what may be listed, and {one} can be written by others than root, who could widen it.", $"sudo chown root '{one}' && sudo chmod go-w '{one}'");
        }
    }
}
