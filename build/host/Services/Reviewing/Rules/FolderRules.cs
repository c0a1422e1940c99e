namespace AiSandbox.Host.Services.Reviewing.Rules;

/// <summary>Folders of which every file counts, and folders of what was installed or built.</summary>
internal static class FolderRules
{
    private static readonly Dictionary<string, ReviewKind> Whole = Of(
        (ReviewKinds.Hook, [".husky", ".githooks", ".git-hooks"]),
        (ReviewKinds.Editor, [".vscode", ".idea", ".vs", ".fleet", ".zed", ".settings", ".nova", ".run", "nbproject"]),
        (ReviewKinds.Container, [".devcontainer"]),
        (ReviewKinds.Agent,
        [
            ".claude", ".cursor", ".codex", ".gemini", ".windsurf", ".continue", ".roo", ".kiro", ".junie", ".amazonq", ".opencode", ".clinerules",
            ".github/prompts", ".github/instructions", ".github/chatmodes", ".github/agents", ".github/hooks", ".github/skills",
        ]),
        (ReviewKinds.Shell, [".config/mise", ".direnv", ".bundle"]),
        (ReviewKinds.Ci, [".github/workflows", ".github/actions", ".gitea/workflows", ".forgejo/workflows", ".circleci", ".buildkite", ".teamcity", ".woodpecker", ".gitlab"]),
        (ReviewKinds.Build, [".cargo", ".mvn", "gradle/wrapper", "buildSrc", "gradle/init.d"]),
        (ReviewKinds.Packages, [".yarn/releases", ".yarn/plugins", ".yarn/sdks"]));

    private static readonly HashSet<string> Downloaded = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules", "bower_components", "jspm_packages", ".venv", "venv", "__pycache__", ".tox", ".nox", ".gradle", ".m2", ".nuget",
        ".terraform", ".pnpm-store", ".yarn/cache", ".yarn/unplugged", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    };

    // Names that mean something else elsewhere, and what must lie beside them.
    private static readonly Dictionary<string, string[]> Built = new(StringComparer.OrdinalIgnoreCase)
    {
        ["target"] = ["Cargo.toml", "pom.xml"],
        ["bin"] = [".csproj", ".fsproj", ".vbproj"],
        ["obj"] = [".csproj", ".fsproj", ".vbproj"],
        ["vendor"] = ["go.mod", "composer.json", "Gemfile", "Cargo.toml"],
    };

    /// <summary>The kind of every file in a folder, or <see langword="null"/> where it depends on the file.</summary>
    /// <param name="name">The folder's name.</param>
    /// <param name="parent">The name of the folder that it lies in.</param>
    public static ReviewKind? KindOf(string name, string parent) =>
        Whole.GetValueOrDefault(name) ?? Whole.GetValueOrDefault($"{parent}/{name}");

    /// <summary>Whether a folder holds what was downloaded or built.</summary>
    /// <param name="name">The folder's name.</param>
    /// <param name="parent">The name of the folder that it lies in.</param>
    /// <param name="beside">The names beside it.</param>
    public static bool IsDownloaded(string name, string parent, IEnumerable<string> beside) =>
        Downloaded.Contains(name) || Downloaded.Contains($"{parent}/{name}")
        || (Built.TryGetValue(name, out var signs)
            && beside.Any(other => Array.Exists(signs, sign => other.EndsWith(sign, StringComparison.OrdinalIgnoreCase))));

    private static Dictionary<string, ReviewKind> Of(params (ReviewKind Kind, string[] Names)[] groups) => groups
        .SelectMany(group => group.Names, (group, name) => (group.Kind, Name: name))
        .ToDictionary(pair => pair.Name, pair => pair.Kind, StringComparer.OrdinalIgnoreCase);
}
