using AiSandbox.Host.Features.Review.Rules;
using AiSandbox.Host.Platform.Files.Trees;

namespace AiSandbox.Host.Features.Review.Snapshots;

/// <summary>Walks a tree and keeps what counts. An agent made it: nothing is run or followed, and there is a limit to everything.</summary>
internal sealed class TreeScan(Tree tree, ReviewLimits limits)
{
    private readonly FileLook _look = new(tree, limits);
    private readonly Dictionary<string, WatchedPath> _paths = new(StringComparer.Ordinal);
    private readonly Stack<OpenFolder> _open = new([OpenFolder.Root]);
    private readonly List<UnknownFolder> _unknown = [];
    private readonly NamedByGit _named = new(tree.Root);
    private int _entries;
    private long _characters;

    private bool IsOver => _paths.Count + _unknown.Count >= limits.Watched || _entries >= limits.Entries || _characters >= limits.PathCharacters;

    /// <summary>Takes the snapshot.</summary>
    /// <param name="folder">The tree's root, as the snapshot names it.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Snapshot> TakeAsync(string folder, DateTimeOffset now, CancellationToken cancellation)
    {
        await WalkAsync(cancellation);
        while (!IsOver && _named.TryNext(out var path))
        {
            await ReadNamedAsync(path, cancellation);
            await WalkAsync(cancellation);
        }

        foreach (var unknown in _unknown)
            _paths.TryAdd(unknown.Path, unknown.Take());
        return new Snapshot(folder, now, _entries, [.. _paths.Values.OrderBy(path => path.Path, StringComparer.Ordinal)]);
    }

    private async Task WalkAsync(CancellationToken cancellation)
    {
        while (_open.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsOver)
            {
                Unseen(Shown(next.Path), $"and everything after it: more than {limits.Entries} names, or {limits.Watched} that count, or paths that are too long");
                _open.Clear();
                return;
            }

            await ReadAsync(next with { Rule = _named.RuleFor(next.Path) ?? next.Rule }, cancellation);
        }
    }

    private async Task ReadAsync(OpenFolder folder, CancellationToken cancellation)
    {
        if (List(folder) is not { } entries)
            return;
        if (folder.IsGit || GitFolder.IsNamed(folder.Name) || _named.IsRepository(folder.Path) || GitFolder.Is(entries))
        {
            folder = folder with { Git = "", IsInside = folder.IsInside || folder.IsGit, Unknown = null };
            Keep(folder.Path, ReviewKinds.Repository, "", "");
        }
        else if (folder.IsEnvironment(entries))
        {
            folder = folder with { IsInstalled = true, Unknown = null };
            Keep(folder.Path, ReviewKinds.Dependencies, "", "");
        }

        folder = folder.With(entries);
        if (folder.Unknown is { } unknown && unknown.Path == folder.Path)
            _unknown.Add(unknown);
        foreach (var entry in entries)
        {
            if (entry.Type is not TreeEntryType.Folder)
                await ReadAsync(folder, entry, entries, cancellation);
        }

        // The last one comes first: git's configuration names files and folders that are still to come.
        foreach (var inner in entries.Where(entry => entry.Type is TreeEntryType.Folder).Select(entry => folder.Enter(entry, entries)).OrderBy(inner => inner.IsGit))
            Enter(inner);
    }

    // What a repository names, and what was passed by before that was read.
    private async Task ReadNamedAsync(string path, CancellationToken cancellation)
    {
        var parent = new OpenFolder(path[..Math.Max(0, path.LastIndexOf('/'))], 0) { IsInside = true };
        if (!tree.IsReal(parent.Path) || List(parent) is not { } entries)
            return;
        foreach (var entry in entries.Where(entry => entry.Path.Equals(path, StringComparison.OrdinalIgnoreCase) && _paths.GetValueOrDefault(entry.Path)?.By != (_named.RuleFor(path)?.By ?? "")))
        {
            if (entry.Type is TreeEntryType.Folder)
                _open.Push(new OpenFolder(entry.Path, entry.Path.Count(c => c == '/') + 1));
            else
                await ReadAsync(parent, entry, entries, cancellation);
        }
    }

    private List<TreeEntry>? List(OpenFolder folder)
    {
        try
        {
            var entries = new List<TreeEntry>();
            foreach (var entry in tree.List(folder.Path))
            {
                entries.Add(entry);
                _characters += entry.Path.Length;
                if (++_entries > limits.Entries || _characters > limits.PathCharacters)
                {
                    Unseen(Shown(folder.Path), $"more than {limits.Entries} names, or paths that are too long");
                    break;
                }
            }

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
        if (inner.Shown is { } rule)
            _paths[inner.Path] = new WatchedPath(inner.Path, rule.Kind.Id, "", "", [], rule.By);
    }

    private async Task ReadAsync(OpenFolder folder, TreeEntry entry, IReadOnlyCollection<TreeEntry> beside, CancellationToken cancellation)
    {
        var rule = _named.RuleFor(entry.Path) ?? folder.RuleFor(entry.Name);
        if (entry.Type is TreeEntryType.Unknown)
            Unseen(entry.Path, "its name cannot be looked up");
        else if (entry.Type is TreeEntryType.Special)
            Keep(entry.Path, ReviewKinds.Special, "", "");
        else if (entry.Type is TreeEntryType.Link)
            Link(entry, rule, folder, beside);
        else if (Programs.IsSetuid(entry) || (rule != FileRule.Never && (rule is not null || (!folder.IsInstalled && Programs.Is(entry)))))
            await FileAsync(folder, entry, rule, cancellation);
        else if (folder.Unknown is { } unknown && rule is null)
            unknown.Add(entry.Path, await _look.MarkAsync(entry, cancellation));
    }

    private void Link(TreeEntry link, FileRule? rule, OpenFolder folder, IReadOnlyCollection<TreeEntry> beside)
    {
        var (leaves, isGits) = (tree.Leaves(link), folder.IsInside || folder.Git is not null);
        if (leaves || rule is not null || isGits || folder.RuleForFolder(link.Name, beside.Select(entry => entry.Name)) is { Sort: FolderSort.Whole or FolderSort.History })
        {
            var kind = leaves ? ReviewKinds.Link : rule?.Kind ?? (isGits ? ReviewKinds.Repository : ReviewKinds.Link);
            _paths[link.Path] = new WatchedPath(link.Path, kind.Id, "a link", link.Target!, [$"-> {link.Target}"], rule?.By ?? "");
        }
        else
        {
            folder.Unknown?.Add(link.Path, link.Target!);
        }
    }

    private async Task FileAsync(OpenFolder folder, TreeEntry file, FileRule? rule, CancellationToken cancellation)
    {
        try
        {
            _paths[file.Path] = await _look.ReadAsync(file, rule, text => _named.Read(folder, file, rule!, text), cancellation);
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

    private static string Shown(string path) => path.Length == 0 ? "." : path;

    private void Unseen(string path, string why) => Keep(path, ReviewKinds.Unseen, why, "");

    private void Keep(string path, ReviewKind kind, string traits, string hash, params string[] facts) =>
        _paths[path] = new WatchedPath(path, kind.Id, traits, hash, facts);
}
