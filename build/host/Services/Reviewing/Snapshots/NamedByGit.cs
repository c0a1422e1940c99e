using AiSandbox.Host.Services.Reviewing.Facts;
using AiSandbox.Host.Services.Reviewing.Rules;

namespace AiSandbox.Host.Services.Reviewing.Snapshots;

/// <summary>What the configurations of repositories send git to: folders of hooks, and files that they include.</summary>
internal sealed class NamedByGit
{
    private readonly Dictionary<string, FileRule> _rules = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The paths, below the tree's root.</summary>
    public IEnumerable<string> Paths => _rules.Keys;

    /// <summary>The rule for a path; <see langword="null"/> where none names it.</summary>
    public FileRule? RuleFor(string path) => _rules.GetValueOrDefault(path);

    /// <summary>Reads a configuration.</summary>
    /// <param name="folder">The repository that it lies in.</param>
    /// <param name="config">Its text.</param>
    public void Read(OpenFolder folder, string config)
    {
        foreach (var key in GitConfig.Parse(config).Keys)
        {
            if (key is { Name: "core.hookspath", Value: { } hooks })
                Add(folder.IsGit ? folder.Parent : folder.Path, hooks, new FileRule(ReviewKinds.Hook));
            else if (key is { Section: "include" or "includeif", Variable: "path", Value: { } file })
                Add(folder.Path, file, new FileRule(ReviewKinds.GitConfig, GitConfigFacts.Read));
        }
    }

    private void Add(string from, string path, FileRule rule)
    {
        if (GitFolder.Resolve(from, path) is { Length: > 0 } inside)
            _rules[inside] = rule;
    }
}
