using AiSandbox.Host.Adapters.Files.Trees;
using AiSandbox.Host.Services.Reviewing.Facts;
using AiSandbox.Host.Services.Reviewing.Rules;

namespace AiSandbox.Host.Services.Reviewing.Snapshots;

/// <summary>Walks a tree and keeps what counts. An agent made it: nothing is run or followed, and there is a limit to everything.</summary>
/// <param name="tree">The tree.</param>
/// <param name="limits">The limits.</param>
internal sealed class TreeScan(Tree tree, ReviewLimits limits)
{
    private readonly FileLook _look = new(tree, limits);
    private readonly Dictionary<string, WatchedPath> _paths = new(StringComparer.Ordinal);
    private readonly Stack<OpenFolder> _open = new([OpenFolder.Root]);
    private readonly NamedByGit _named = new();
    private int _entries;

    /// <summary>Takes the snapshot.</summary>
    /// <param name="folder">The tree's root, as the snapshot names it.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Snapshot> TakeAsync(string folder, DateTimeOffset now, CancellationToken cancellation)
    {
        while (_open.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            if (_paths.Count >= limits.Watched || _entries >= limits.Entries)
            {
                Unseen(next.Path.Length == 0 ? "." : next.Path, $"and what comes behind it: more than {limits.Entries} names, or {limits.Watched} that count");
                break;
            }

            await ReadAsync(next with { Rule = next.Rule ?? _named.RuleFor(next.Path) }, cancellation);
        }

        await ReadNamedAsync(cancellation);
        return new Snapshot(folder, now, _entries, [.. _paths.Values.OrderBy(path => path.Path, StringComparer.Ordinal)]);
    }

    private async Task ReadAsync(OpenFolder folder, CancellationToken cancellation)
    {
        if (List(folder) is not { } entries)
            return;
        if (folder.IsGit || GitFolder.Is(entries))
        {
            folder = folder with { Git = GitPart.Top, IsInside = folder.IsInside || folder.IsGit };
            Keep(folder.Path, ReviewKinds.Repository, "", "");
        }

        foreach (var entry in entries)
        {
            if (entry.Type is not TreeEntryType.Folder)
                await ReadAsync(folder, entry, cancellation);
        }

        // The last one comes first: git's configuration names files and folders that are still to come.
        foreach (var inner in entries.Where(entry => entry.Type is TreeEntryType.Folder).Select(entry => folder.Enter(entry, entries)).OrderBy(inner => inner.IsGit))
            Enter(inner);
    }

    // Files that a configuration includes, and that were passed by before it was read.
    private async Task ReadNamedAsync(CancellationToken cancellation)
    {
        foreach (var path in _named.Paths.Where(path => !_paths.ContainsKey(path)).ToList())
        {
            var folder = new OpenFolder(path[..Math.Max(0, path.LastIndexOf('/'))], 0, null, IsDownloaded: false) { IsInside = true };
            if (!tree.IsReal(folder.Path))
                continue;
            foreach (var entry in List(folder)?.Where(entry => entry.Path == path && entry.Type is not TreeEntryType.Folder) ?? [])
                await ReadAsync(folder, entry, cancellation);
        }
    }

    private List<TreeEntry>? List(OpenFolder folder)
    {
        try
        {
            var entries = tree.List(folder.Path).Take(limits.Entries - _entries + 1).ToList();
            _entries += entries.Count;
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            return null; // gone since it was listed
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Unseen(folder.Path, "the folder cannot be read");
            return null;
        }
    }

    private void Enter(OpenFolder inner)
    {
        if (inner.Depth > limits.Depth)
            Unseen(inner.Path, $"deeper than {limits.Depth} folders");
        else
            _open.Push(inner);
        if (inner.IsFirstDownloaded)
            Keep(inner.Path, ReviewKinds.Dependencies, "", "");
    }

    private async Task ReadAsync(OpenFolder folder, TreeEntry entry, CancellationToken cancellation)
    {
        var rule = _named.RuleFor(entry.Path) ?? folder.RuleFor(entry.Name);
        if (entry.Type is TreeEntryType.Unknown)
            Unseen(entry.Path, "its name cannot be looked up");
        else if (entry.Type is TreeEntryType.Special)
            Keep(entry.Path, ReviewKinds.Special, "", "");
        else if (entry.Type is TreeEntryType.Link)
            Link(entry, rule, folder);
        else if (rule is not null || Programs.IsSetuid(entry) || (!folder.IsQuiet && Programs.Is(entry)))
            await FileAsync(folder, entry, rule, cancellation);
    }

    private void Link(TreeEntry link, FileRule? rule, OpenFolder folder)
    {
        var leaves = tree.Leaves(link);
        if (leaves || rule is not null || FolderRules.KindOf(link.Name, folder.Name) is not null)
            Keep(link.Path, leaves ? ReviewKinds.Link : rule?.Kind ?? ReviewKinds.Link, "a link", link.Target!, $"-> {link.Target}");
    }

    private async Task FileAsync(OpenFolder folder, TreeEntry file, FileRule? rule, CancellationToken cancellation)
    {
        try
        {
            Action<string>? text = rule?.Read == GitConfigFacts.Read ? config => _named.Read(folder, config) : null;
            _paths[file.Path] = await _look.ReadAsync(file, rule, text, cancellation);
        }
        catch (FileNotFoundException)
        {
            // Gone since it was listed.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Unseen(file.Path, "it cannot be read");
        }
    }

    private void Unseen(string path, string why) => Keep(path, ReviewKinds.Unseen, why, "");

    private void Keep(string path, ReviewKind kind, string traits, string hash, params string[] facts) =>
        _paths[path] = new WatchedPath(path, kind.Id, traits, hash, facts);
}
