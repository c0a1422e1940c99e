using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Files.Trees;
using AiSandbox.Policy;

namespace AiSandbox.Host.Model;

/// <summary>
/// The files and folders of the work that an empty one covers inside, by WORKSPACE_HIDE. An agent writes there: no link is followed,
/// and what cannot be looked at stops the run. A folder of git is walked like any other, since a project can be moved into it.
/// </summary>
public sealed class HiddenFiles(Checkout checkout)
{
    private const int MostNames = 2_000_000, Most = 256, Shown = 5;

    private string Record => Path.Combine(checkout.Configs, ".rendered", "hidden.json");

    private string Empty(bool isFolder) => Path.Combine(RealPath.Of(checkout.Configs), "hidden", isFolder ? "folder" : "file");

    /// <summary>Finds what is to be covered, and keeps that.</summary>
    /// <returns>What is mounted where, and a hash of which files are covered: another file of the same name is not.</returns>
    /// <exception cref="SandboxException">Not all can be looked at, or there are too many.</exception>
    internal (IEnumerable<(string Source, string Target)> Mounts, string Hash) Cover(WorkspaceSettings settings)
    {
        var found = Find(settings).Where(one => !one.IsLink).ToList();
        var text = JsonSerializer.Serialize(found, StrictJson.Options);
        if (found.Count is 0)
        {
            FileStore.Remove(Record);
            return ([], "");
        }

        FileStore.Write(Record, text, FileStore.Private);
        FileStore.CreatePublicFolder(Empty(isFolder: true));
        FileStore.Write(Empty(isFolder: false), "");
        return (found.Select(one => (Empty(one.IsFolder), one.Target)), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>What WORKSPACE_HIDE names and nothing covers, links aside.</summary>
    internal IReadOnlyList<HiddenPath> Open(WorkspaceSettings settings)
    {
        if (settings.Hide.IsEmpty)
            return [];

        var covered = FileStore.Read(Record) is { } kept ? JsonSerializer.Deserialize<IReadOnlyList<HiddenPath>>(kept, StrictJson.Options)! : [];
        return [.. Find(settings).Where(one => !one.IsLink).Except(covered)];
    }

    /// <summary>What is hidden, in a line; <see langword="null"/> where nothing is to be said.</summary>
    internal static string? Note(WorkspaceSettings settings)
    {
        if (settings.Hide.IsEmpty)
            return null;

        var found = Find(settings).ToLookup(one => one.IsLink);
        return $"Hidden from the agent: {(found[false].Any() ? Names([.. found[false]]) : "nothing, no name fits")}."
            + (found[true].Any() ? $" Not hidden, because they are links: {Names([.. found[true]])}." : "");
    }

    /// <summary>Some of them, in words.</summary>
    internal static string Names(IReadOnlyList<HiddenPath> paths) => $"{string.Join(", ", paths.Take(Shown).Select(path => SafeText.Of(path.Target)))}{(paths.Count > Shown ? $" and {paths.Count - Shown} more" : "")}";

    private static List<HiddenPath> Find(WorkspaceSettings settings)
    {
        var found = new List<HiddenPath>();
        if (settings.Hide.IsEmpty)
            return found;

        var names = 0;
        foreach (var (source, target) in settings.Mounts.Select(mount => (mount.Source, mount.Target)).Prepend((settings.Mount, Sandbox.Workspace)))
        {
            foreach (var entry in Walk(source))
            {
                if (++names > MostNames)
                    throw Stopped($"there are more than {MostNames} names below the mounted folders");
                if (!settings.Hide.Hides(entry.Name, entry.Type is TreeEntryType.Folder or TreeEntryType.Link))
                    continue;

                found.Add(new($"{target}/{entry.Path}", entry.Type is TreeEntryType.Folder, entry.Type is TreeEntryType.Link, FileStatus.Identity(Path.Join(source, entry.Path))));
                if (found.Count > Most)
                    throw Stopped($"it fits more than {Most} files and folders, the last of them {source}/{entry.Path}. Hide the folders that they lie in, or show some again with !NAME");
            }
        }

        return [.. found.OrderBy(one => one.Target, StringComparer.Ordinal)];

        IEnumerable<TreeEntry> Walk(string root)
        {
            var tree = new Tree(root, Timeout.InfiniteTimeSpan);
            var open = new Stack<string>([""]);
            while (open.TryPop(out var folder))
            {
                foreach (var entry in Listed(tree, folder))
                {
                    // A name that is no text cannot be mounted over; one of text is gone by now.
                    if (entry.Type is TreeEntryType.Unknown && entry.Path.Contains('\uFFFD', StringComparison.Ordinal))
                        throw Stopped($"{root}/{entry.Path} has a name that is no text. Rename or remove it");
                    if (entry.Type is TreeEntryType.Unknown)
                        continue;

                    yield return entry;
                    if (entry.Type is TreeEntryType.Folder && !settings.Hide.Hides(entry.Name, isFolder: true))
                        open.Push(entry.Path);
                }
            }
        }
    }

    private static List<TreeEntry> Listed(Tree tree, string folder)
    {
        try
        {
            return [.. tree.List(folder)];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // gone since it was listed
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Stopped($"{Path.Join(tree.Root, folder)} cannot be read: {failure.Message}", failure);
        }
    }

    private static SandboxException Stopped(string reason, Exception? inner = null) =>
        new($"{SettingNames.Hide} cannot be kept: {reason}.", $"look there, or change {SettingNames.Hide}", inner: inner);
}

/// <summary>What one name stands for, where the workspace sees it.</summary>
/// <param name="Target">Its path inside.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="IsLink">Whether it is a link, which is not covered: what it leads to has a name of its own.</param>
/// <param name="Identity">Which file that was; <see langword="null"/> where that cannot be told.</param>
internal sealed record HiddenPath(string Target, bool IsFolder, bool IsLink, string? Identity);
