using AiSandbox.Host.Adapters.Files.Trees;
using AiSandbox.Host.Services.Reviewing.Facts;

namespace AiSandbox.Host.Services.Reviewing.Rules;

/// <summary>What counts in a folder that git takes for a repository: <c>.git</c>, a bare one, a submodule's, a worktree's.</summary>
internal static class GitFolder
{
    private static readonly FileRule Config = new(ReviewKinds.GitConfig, GitConfigFacts.Read);
    private static readonly FileRule Elsewhere = new(ReviewKinds.Repository);
    private static readonly FileRule Hook = new(ReviewKinds.Hook);

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

    /// <summary>The rule for a file right in it.</summary>
    public static FileRule? Of(string name) => name.ToUpperInvariant() switch
    {
        "CONFIG" or "CONFIG.WORKTREE" => Config,
        "COMMONDIR" or "GITDIR" => Elsewhere,
        _ => null,
    };

    /// <summary>The rule for a file in its <c>hooks</c>; git runs none that ends so.</summary>
    public static FileRule? OfHook(string name) => name.EndsWith(".sample", StringComparison.OrdinalIgnoreCase) ? null : Hook;

    /// <summary>The rule for a file in its <c>info</c>, or in the <c>info</c> of its objects.</summary>
    public static FileRule? OfInfo(string name) => name.ToUpperInvariant() switch
    {
        "ATTRIBUTES" => new FileRule(ReviewKinds.Attributes, LineFacts.Attributes),
        "ALTERNATES" or "HTTP-ALTERNATES" or "GRAFTS" => Elsewhere,
        _ => null,
    };

    /// <summary>The path below the tree's root that a path in a configuration leads to; <see langword="null"/> where that is elsewhere.</summary>
    /// <param name="from">The folder that it counts from.</param>
    /// <param name="path">The path as it is written.</param>
    public static string? Resolve(string from, string path)
    {
        if (path.StartsWith('/') || path.StartsWith('~'))
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
