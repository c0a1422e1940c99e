using AiSandbox.Host.Features.Review.Facts;
using AiSandbox.Host.Features.Review.Rules;
using AiSandbox.Host.Platform.Files.Trees;
using AiSandbox.Host.Platform.Git;

namespace AiSandbox.Host.Features.Review.Snapshots;

/// <summary>What repositories send git to: folders of hooks, files that a configuration includes, other repositories.</summary>
internal sealed class NamedByGit(string root)
{
    private const int Most = 10_000;
    private static readonly FileRule Hook = new(ReviewKinds.Hook, LineFacts.All, "git, by core.hooksPath");
    private static readonly FileRule Config = new(ReviewKinds.GitConfig, GitConfigFacts.Read, "git, by an include");
    private static readonly FileRule Attributes = new(ReviewKinds.Attributes, LineFacts.Attributes, "git, by core.attributesFile");
    private static readonly FileRule Repository = new(ReviewKinds.Repository);

    private readonly Dictionary<string, FileRule> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _late = new();

    /// <summary>The rule for a path; <see langword="null"/> where none names it.</summary>
    public FileRule? RuleFor(string path) => _rules.GetValueOrDefault(path) is { } rule && rule != Repository ? rule : null;

    /// <summary>Whether a folder is one that git is sent to as a repository.</summary>
    public bool IsRepository(string path) => _rules.GetValueOrDefault(path) == Repository;

    /// <summary>A path that was named, each once: it may have been passed by before.</summary>
    public bool TryNext(out string path) => _late.TryDequeue(out path!);

    /// <summary>Reads a file that may send git elsewhere.</summary>
    /// <param name="folder">The folder that it lies in.</param>
    /// <param name="file">The file.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="text">Its text.</param>
    public void Read(OpenFolder folder, TreeEntry file, FileRule rule, string text)
    {
        if (rule.IsGitConfig)
            Read(folder, GitConfig.Parse(text));
        else if (folder.Git == "" && file.Name.Equals("commondir", StringComparison.OrdinalIgnoreCase))
            Add(folder.Path, text.Trim(), Repository);
        else if (folder.Git is null && file.Name.Equals(".git", StringComparison.OrdinalIgnoreCase) && text.Split("gitdir:", 2) is ["", var path])
            Add(folder.Path, path.Trim(), Repository);
    }

    private void Read(OpenFolder folder, GitConfig config)
    {
        // Hooks start at the top of the working tree.
        var top = folder.IsGit ? folder.Parent : folder.Path;
        foreach (var tree in config.Values("core.worktree"))
            top = GitFolder.Resolve(root, folder.Path, tree) ?? top;
        foreach (var key in config.Keys)
        {
            if (key is { Name: "core.hookspath", Value: { } hooks })
                Add(top, hooks, Hook);
            else if (key is { Name: "core.attributesfile", Value: { } attributes })
                Add(top, attributes, Attributes);
            else if (key is { Section: "include" or "includeif", Variable: "path", Value: { } file })
                Add(folder.Path, file, Config);
        }
    }

    private void Add(string from, string path, FileRule rule)
    {
        if (_rules.Count < Most && GitFolder.Resolve(root, from, path) is { Length: > 0 } inside && _rules.TryAdd(inside, rule))
            _late.Enqueue(inside);
    }
}
