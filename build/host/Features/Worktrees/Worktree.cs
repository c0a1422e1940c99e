using System.Text.Json;
using System.Text.Json.Serialization;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.Worktrees;

/// <summary>The repository whose branch a sandbox works on, as it is remembered in the sandbox's home.</summary>
/// <param name="Projects">The folder that the repository's own sandbox mounts, by absolute path.</param>
/// <param name="Project">The repository: a path below that folder, with slashes.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Id">The form before, where the sandbox wrote into the repository: its place under <c>.git/worktrees</c>.</param>
public sealed record Worktree(
    string Projects, string Project, string Branch,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id = null)
{
    /// <summary>The repository.</summary>
    [JsonIgnore]
    public string Repository => Path.Combine(Projects, Path.Combine(Project.Split('/')));

    /// <summary>What the sandbox sees of it, read-only: the objects that its own repository borrows.</summary>
    [JsonIgnore]
    public string Objects => Path.Combine(Repository, ".git", "objects");

    /// <summary>The sandbox's own repository.</summary>
    /// <param name="home">The folder that the sandbox mounts.</param>
    public string Tree(string home) => Path.Combine(home, Path.Combine(Project.Split('/')));

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
    public void Write(Checkout checkout) => FileStore.Write(PathOf(checkout), JsonSerializer.Serialize(this, StrictJson.Indented) + "\n");
}
