using AiSandbox.Host.Platform.Files.Trees;

namespace AiSandbox.Host.Features.Review.Rules;

/// <summary>Folders that git takes for a repository: <c>.git</c>, a bare one, a submodule's, a worktree's.</summary>
internal static class GitFolder
{
    private const string Name = ".git";

    // What HFS+ leaves out of a name that it compares (next_hfs_char of git's utf8.c).
    private static readonly System.Buffers.SearchValues<char> Ignored =
        System.Buffers.SearchValues.Create("\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u206a\u206b\u206c\u206d\u206e\u206f\ufeff");

    /// <summary>Whether git would take a folder for a repository, by what lies in it (is_git_directory of git's setup.c).</summary>
    public static bool Is(IReadOnlyCollection<TreeEntry> entries)
    {
        var (head, parts) = (false, 0);
        foreach (var entry in entries)
        {
            head |= Is(entry, "HEAD");
            parts += Is(entry, "commondir") ? 2 : Is(entry, "objects") || Is(entry, "refs") ? 1 : 0;
        }

        return head && parts >= 2;
    }

    /// <summary>Whether a name is that of <c>.git</c> to some file system: other case, its short name, what Windows or macOS leave out.</summary>
    public static bool IsNamed(string name)
    {
        if (name.AsSpan().ContainsAny(Ignored))
            name = string.Concat(name.Where(c => !Ignored.Contains(c)));
        var stream = name.IndexOf(':', StringComparison.Ordinal);
        if (stream > 0)
            name = name[..stream];
        name = name.TrimEnd(' ', '.');
        return name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name.Equals("git~1", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The path below the tree's root that a path in a configuration leads to; <see langword="null"/> where that is elsewhere.</summary>
    /// <param name="root">The tree's root.</param>
    /// <param name="from">The folder that it counts from.</param>
    /// <param name="path">The path as it is written.</param>
    public static string? Resolve(string root, string from, string path)
    {
        if (OperatingSystem.IsWindows())
            (root, path) = (root.Replace('\\', '/'), path.Replace('\\', '/'));
        if (path.StartsWith(root + '/', OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
            (from, path) = ("", path[(root.Length + 1)..]);
        if (path.Length == 0 || path[0] is '/' or '~' || Path.IsPathRooted(path))
            return null;

        var way = from.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var word in path.Split('/').Where(word => word is not ("" or ".")))
        {
            if (word is not "..")
                way.Add(word);
            else if (way.Count == 0)
                return null;
            else
                way.RemoveAt(way.Count - 1);
        }

        return string.Join('/', way);
    }

    private static bool Is(TreeEntry entry, string name) => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
