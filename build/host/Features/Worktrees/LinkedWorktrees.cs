using System.Text;
using System.Text.RegularExpressions;
using AiSandbox.Host.Platform.Files.Trees;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Worktrees;

/// <summary>
/// Worktrees that the user has made of repositories in the mounted folder. Their paths mean nothing inside, so that
/// <c>git worktree prune</c> there takes them for gone, and forgets them unless they are locked.
/// </summary>
internal static partial class LinkedWorktrees
{
    private const int Deepest = 3;
    private const int MostFolders = 2000;
    private const int MostPlaces = 100; // of one repository
    private const int LongestPath = 4096;

    /// <summary>Tells the user.</summary>
    public static async Task ShowAsync(string mount, IReporter reporter, CancellationToken cancellation)
    {
        foreach (var line in await FindAsync(mount, cancellation))
            reporter.Line(line);
    }

    /// <summary>What to tell the user, a worktree a line.</summary>
    /// <param name="mount">The mounted folder.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(string mount, CancellationToken cancellation)
    {
        var tree = new Tree(mount, TimeSpan.FromSeconds(1));
        var lines = new List<string>();
        var open = new Queue<string>([""]);
        for (var count = 0; count < MostFolders && open.TryDequeue(out var folder); count++)
        {
            foreach (var entry in Folders(tree, folder))
            {
                if (entry.Name is ".git")
                    lines.AddRange(await OfAsync(tree, mount, folder, cancellation));
                else if (entry.Path.Count(c => c == '/') < Deepest - 1)
                    open.Enqueue(entry.Path);
            }
        }

        return lines;
    }

    private static async Task<IEnumerable<string>> OfAsync(Tree tree, string mount, string folder, CancellationToken cancellation)
    {
        var (repository, lines) = (Path.Join(mount, folder), new List<string>());
        foreach (var place in Folders(tree, $"{folder}/.git/worktrees".TrimStart('/')).Take(MostPlaces))
        {
            var path = await PathAsync(tree, place, cancellation);
            if (!Path.IsPathRooted(path) || path.StartsWith("/root/workspace/", StringComparison.Ordinal))
                continue;

            // An agent may have written it, and people paste commands. A repository names its own pager, which git would run.
            var next = Plain().IsMatch(repository) && Plain().IsMatch(path) ? $" To keep it: git --no-pager -C \"{repository}\" worktree lock \"{path}\"" : "";
            lines.Add($"{SafeText.Of(repository)} has a worktree at {SafeText.Of(path)}, which git worktree prune inside would forget.{next}");
        }

        return lines;
    }

    // Empty where it is locked, or where there is none.
    private static async Task<string> PathAsync(Tree tree, TreeEntry place, CancellationToken cancellation)
    {
        try
        {
            if (tree.List(place.Path).Any(entry => entry.Name is "locked"))
                return "";

            var path = Encoding.UTF8.GetString(await tree.ReadAsync($"{place.Path}/gitdir", LongestPath, cancellation)).Trim();
            return path.EndsWith("/.git", StringComparison.Ordinal) ? path[..^"/.git".Length] : path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static List<TreeEntry> Folders(Tree tree, string folder)
    {
        try
        {
            return tree.IsReal(folder) ? [.. tree.List(folder).Where(entry => entry.Type is TreeEntryType.Folder)] : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"\A[\p{L}\p{N}/\\:._+@ -]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
