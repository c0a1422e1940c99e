using AiSandbox.Host.Adapters.Files.Trees;
using AiSandbox.Host.Services.Reviewing.Rules;

namespace AiSandbox.Host.Services.Reviewing.Snapshots;

/// <summary>Where in a repository's own folder a folder lies.</summary>
internal enum GitPart
{
    /// <summary>Outside of one, or where nothing counts.</summary>
    None,

    /// <summary>The folder itself.</summary>
    Top,

    /// <summary>Its hooks.</summary>
    Hooks,

    /// <summary>Its <c>info</c>, or that of its objects.</summary>
    Info,
}

/// <summary>A folder that is still to be read, and what it inherits.</summary>
/// <param name="Path">Its path below the root.</param>
/// <param name="Depth">Folders above it.</param>
/// <param name="Rule">The rule of all its files; <see langword="null"/> where it depends on the file.</param>
/// <param name="IsDownloaded">Whether it holds what was downloaded or built.</param>
internal sealed record OpenFolder(string Path, int Depth, FileRule? Rule, bool IsDownloaded)
{
    /// <summary>The root.</summary>
    public static OpenFolder Root { get; } = new("", 0, null, IsDownloaded: false);

    /// <summary>Where in a repository it lies.</summary>
    public GitPart Git { get; init; }

    /// <summary>Whether it lies in a <c>.git</c>, where no editor looks. A bare repository may be the cover of anything else.</summary>
    public bool IsInside { get; init; }

    /// <summary>Whether it is the outermost one that holds what was downloaded or built.</summary>
    public bool IsFirstDownloaded { get; private init; }

    /// <summary>Its name.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder that it lies in.</summary>
    public string Parent { get; } = Path[..Math.Max(0, Path.LastIndexOf('/'))];

    /// <summary>Whether it is called <c>.git</c>.</summary>
    public bool IsGit => Name.Equals(".git", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether executables in it do not count: there are too many, and nobody starts them by themselves.</summary>
    public bool IsQuiet => IsDownloaded || IsInside;

    /// <summary>The rule for a file in it.</summary>
    public FileRule? RuleFor(string name) =>
        Git switch
        {
            GitPart.Top => GitFolder.Of(name),
            GitPart.Hooks => GitFolder.OfHook(name),
            GitPart.Info => GitFolder.OfInfo(name),
            _ => null,
        }
        ?? Rule ?? (IsQuiet ? null : FileRules.Of(name));

    /// <summary>A folder in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="beside">All that lies beside it.</param>
    public OpenFolder Enter(TreeEntry folder, IReadOnlyCollection<TreeEntry> beside)
    {
        var git = Git switch
        {
            GitPart.Hooks => GitPart.Hooks,
            GitPart.Top when Is(folder, "hooks") => GitPart.Hooks,
            GitPart.Top when Is(folder, "info") => GitPart.Info,
            _ when IsInside && Is(folder, "info") => GitPart.Info,
            _ => GitPart.None,
        };
        var kind = IsQuiet ? null : FolderRules.KindOf(folder.Name, Name);
        var downloaded = IsDownloaded
            || (!IsInside && Rule is null && FolderRules.IsDownloaded(folder.Name, Name, beside.Select(entry => entry.Name)));

        return new OpenFolder(folder.Path, Depth + 1, kind is null ? Rule : new FileRule(kind), downloaded)
        {
            Git = git,
            IsInside = IsInside,
            IsFirstDownloaded = downloaded && !IsDownloaded,
        };
    }

    private static bool Is(TreeEntry entry, string name) => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
