using System.Text.Json;
using AiSandbox.Host.Adapters.Files;

namespace AiSandbox.Host.Services.Sandboxes.Worktrees;

/// <summary>The git worktree that a sandbox works in, as it is remembered in its home.</summary>
/// <param name="Projects">The folder that the repository's own sandbox mounts, by absolute path.</param>
/// <param name="Project">The repository: a path below that folder, with slashes.</param>
/// <param name="Branch">The branch that it was made for.</param>
/// <param name="Id">What git calls it: the name of its folder under <c>.git/worktrees</c>.</param>
public sealed record Worktree(string Projects, string Project, string Branch, string Id)
{
    // What a commit writes. All else of the repository stays as it is: configuration and hooks are run by whoever uses it.
    private static readonly string[] Shared = ["objects", "refs", "logs", "ai-sandbox", "reftable"];

    /// <summary>The repository.</summary>
    public string Repository => Path.Combine(Projects, Path.Combine(Project.Split('/')));

    /// <summary>What the repository keeps beside its files.</summary>
    public string GitFolder => Path.Combine(Repository, ".git");

    /// <summary>The folders of the repository that the sandbox sees, and whether it may write there; the outermost first.</summary>
    public IReadOnlyList<WorktreeMount> Mounts =>
    [
        new(GitFolder, IsWritable: false),
        .. Shared.Select(name => Path.Combine(GitFolder, name)).Where(Directory.Exists).Select(path => new WorktreeMount(path, IsWritable: true)),
        new(Path.Combine(GitFolder, "worktrees", Id), IsWritable: true),
    ];

    /// <summary>Where it is remembered.</summary>
    public static string PathOf(Checkout checkout) => Path.Combine(checkout.Home, "worktree.json");

    /// <summary>The worktree of a sandbox; <see langword="null"/> where it has none.</summary>
    /// <exception cref="SandboxException">The file is not what was written.</exception>
    public static Worktree? Read(Checkout checkout)
    {
        if (!File.Exists(PathOf(checkout)))
            return null;

        try
        {
            return JsonSerializer.Deserialize<Worktree>(File.ReadAllText(PathOf(checkout)), StrictJson.Options);
        }
        catch (JsonException wrong)
        {
            throw new SandboxException(
                $"{checkout.Show("worktree.json")} cannot be read: {wrong.Message}", "delete it, and say --worktree and --project again", inner: wrong);
        }
    }

    /// <summary>Remembers it.</summary>
    public void Write(Checkout checkout) => FileStore.Write(
        PathOf(checkout),
        JsonSerializer.Serialize(new { Projects, Project, Branch, Id }, StrictJson.Indented) + "\n");
}

/// <summary>A folder of a repository that stands at the same path in the sandbox.</summary>
/// <param name="Path">The path.</param>
/// <param name="IsWritable">Whether the sandbox may write there.</param>
public sealed record WorktreeMount(string Path, bool IsWritable);
