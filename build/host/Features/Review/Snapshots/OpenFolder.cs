using AiSandbox.Host.Features.Review.Rules;
using AiSandbox.Host.Platform.Files.Trees;

namespace AiSandbox.Host.Features.Review.Snapshots;

/// <summary>A folder that is still to be read, and what it inherits.</summary>
/// <param name="Path">Its path below the root.</param>
/// <param name="Depth">Folders above it.</param>
internal sealed record OpenFolder(string Path, int Depth)
{
    // What lies in a virtual environment and nothing else: a file beside it must not hide a project.
    private static readonly HashSet<string> OfEnvironments = new(StringComparer.OrdinalIgnoreCase)
    {
        "pyvenv.cfg", "bin", "Scripts", "lib", "lib64", "Lib", "include", "share", "etc", "man", ".gitignore", ".lock", "CACHEDIR.TAG", "conda-meta", "pip-selfcheck.json",
    };

    private IReadOnlyList<NameRules>? _further;

    /// <summary>The root.</summary>
    public static OpenFolder Root { get; } = new("", 0);

    /// <summary>The rule of all its files; <see langword="null"/> where it depends on the file.</summary>
    public FileRule? Rule { get; init; }

    /// <summary>Its path in a repository's own folder; <see langword="null"/> outside of one.</summary>
    public string? Git
    {
        get;
        init
        {
            field = value;
            _further = null;
        }
    }

    /// <summary>Whether it lies in the folder of a version control, where no editor looks. A bare repository may be the cover of anything else.</summary>
    public bool IsInside { get; init; }

    /// <summary>Whether it holds what was installed or built: executables in it do not count, there are too many.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>Whether it is a cache.</summary>
    public bool IsCache { get; init; }

    /// <summary>Why it is the outermost of a kind that is shown as a whole; <see langword="null"/> where it is not.</summary>
    public FileRule? Shown { get; init; }

    /// <summary>The folder that no rule knows, which it is or lies in.</summary>
    public UnknownFolder? Unknown { get; init; }

    /// <summary>Whether what no rule knows is looked at in it: in the first two levels, and beside a manifest.</summary>
    public bool IsNear { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder that it lies in.</summary>
    public string Parent => Path[..Math.Max(0, Path.LastIndexOf('/'))];

    /// <summary>Whether it is called <c>.git</c>.</summary>
    public bool IsGit => Name.Equals(".git", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether only those names count in it that do everywhere.</summary>
    private bool IsQuiet => IsInstalled || IsCache || IsInside;

    private IReadOnlyList<NameRules> Further =>
        _further ??= Git is null ? NameRules.All.In(Path) : [.. NameRules.All.In($"{NameRules.GitFolder}/{Git}".TrimEnd('/')), .. NameRules.All.In(Path)];

    /// <summary>Whether it is a virtual environment, whatever its name is.</summary>
    public bool IsEnvironment(IReadOnlyCollection<TreeEntry> entries) =>
        !IsQuiet && Rule is null && entries.Any(entry => entry.Type is TreeEntryType.File && entry.Name == "pyvenv.cfg") && entries.All(entry => OfEnvironments.Contains(entry.Name));

    /// <summary>The folder with what its entries say about it.</summary>
    public OpenFolder With(IReadOnlyCollection<TreeEntry> entries) =>
        IsQuiet || Unknown is not null ? this : this with { IsNear = Depth <= 1 || entries.Any(entry => NameRules.All.IsManifest(entry.Name)) };

    /// <summary>The rule for a file in it.</summary>
    public FileRule? RuleFor(string name)
    {
        FileRule? rule = null;
        for (var i = 0; i < Further.Count && rule is null; i++)
            rule = Further[i].OfFile(name) is { } found && (IsInside || found != FileRule.Known) ? found : null;
        rule ??= Rule ?? NameRules.All.OfFile(name);
        if (IsQuiet && rule is { Everywhere: false } && rule != Rule && rule != FileRule.Never && rule != FileRule.Known)
            rule = null;
        if (rule is null && IsInside && Git == "")
            return FileRule.Unknown;

        rule ??= IsNear && Unknown is null && NameRules.All.IsSuspect(name) ? FileRule.Unknown : null;
        return rule == FileRule.Known ? null : rule;
    }

    /// <summary>The rule for a folder in it, or for a link by such a name.</summary>
    public FolderRule? RuleForFolder(string name, IEnumerable<string> beside)
    {
        for (var i = 0; i < Further.Count; i++)
        {
            if (Further[i].OfFolder(name, beside) is { } rule && (!IsQuiet || rule.Rule.Everywhere))
                return rule;
        }

        return NameRules.All.OfFolder(name, beside) is { } other && (!IsQuiet || (other.Sort is FolderSort.History && !IsInside)) ? other : null;
    }

    /// <summary>A folder in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="beside">All that lies beside it.</param>
    public OpenFolder Enter(TreeEntry folder, IReadOnlyCollection<TreeEntry> beside)
    {
        var inner = this with
        {
            Path = folder.Path,
            Depth = Depth + 1,
            Git = Git switch { null => null, "" => folder.Name, _ => $"{Git}/{folder.Name}" },
            Shown = null,
            IsNear = false,
        };
        if (RuleForFolder(folder.Name, beside.Select(entry => entry.Name)) is not { } named)
        {
            var isUnknown = folder.Name[0] == '.' && IsNear && !IsQuiet && Rule is null && Unknown is null && !inner.IsGit;
            return isUnknown ? inner with { Unknown = new UnknownFolder(folder.Path) } : inner;
        }

        return named.Sort switch
        {
            FolderSort.Whole => inner with { Rule = named.Rule, Unknown = null },
            FolderSort.History => inner with { IsInside = true, Rule = null, Shown = named.Rule, Unknown = null },
            _ when Rule is not null || IsQuiet => inner,
            FolderSort.Installed => inner with { IsInstalled = true, Shown = named.Rule, Unknown = null },
            _ => inner with { IsCache = true, Shown = named.Rule, Unknown = null },
        };
    }
}
