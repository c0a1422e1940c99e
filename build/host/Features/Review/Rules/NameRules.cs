using AiSandbox.Host.Features.Review.Facts;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Review.Rules;

/// <summary>The rules of <c>names.txt</c>, which says how it is read.</summary>
internal sealed class NameRules
{
    /// <summary>What stands for the folder of a repository, whatever its name.</summary>
    public const string GitFolder = "$GIT_DIR";

    private const string Resource = "review-names.txt";
    private const int LongestTail = 3; // folders that a pattern names before its last part

    private readonly Dictionary<string, NameRules> _inFolders = new(StringComparer.OrdinalIgnoreCase);
    private readonly NameTable<FileRule> _files = new();
    private readonly NameTable<FolderRule> _folders = new();
    private readonly NameTable<string> _manifests = new();
    private readonly NameTable<FileRule> _suspects = new();

    private NameRules()
    {
    }

    /// <summary>The rules that hold in every folder.</summary>
    public static NameRules All { get; } = Parse(EmbeddedText.Read(Resource));

    /// <summary>Reads rules.</summary>
    /// <exception cref="FormatException">A line is none.</exception>
    public static NameRules Parse(string text)
    {
        var all = new NameRules();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.Split(" | ") is not [var kind, var names, var by, var source] || !Uri.TryCreate(source, UriKind.Absolute, out _))
                throw new FormatException($"no rule: {line}");
            foreach (var name in names.Split(' '))
                all.Add(kind, name, by);
        }

        return all;
    }

    /// <summary>Further rules for what lies in a folder, by the end of its path; the longest end first.</summary>
    public IReadOnlyList<NameRules> In(string folder)
    {
        if (_inFolders.Count == 0 || folder.Length == 0)
            return [];

        var (found, tails, start) = (new List<NameRules>(), _inFolders.GetAlternateLookup<ReadOnlySpan<char>>(), folder.Length);
        for (var parts = 0; parts < LongestTail && start > 0; parts++)
        {
            start = folder.LastIndexOf('/', start - 1);
            if (tails.TryGetValue(folder.AsSpan(start + 1), out var rules))
                found.Insert(0, rules);
            if (start < 0)
                break;
        }

        return found;
    }

    /// <summary>The rule for a file; <see langword="null"/> where its name says nothing.</summary>
    public FileRule? OfFile(string name) => _files.Of(name);

    /// <summary>The rule for a folder; <see langword="null"/> where its name says nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="beside">What lies beside it.</param>
    public FolderRule? OfFolder(string name, IEnumerable<string> beside) =>
        _folders.Of(name, rule => rule.Beside is not { } sign
            || beside.Any(other => sign[0] == '*' ? other.EndsWith(sign[1..], StringComparison.OrdinalIgnoreCase) : other.Equals(sign, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a name is that of a tool's configuration by its looks: a dotfile, or an ending that many have.</summary>
    public bool IsSuspect(string name) => name[0] == '.' || _suspects.Of(name) is not null;

    /// <summary>Whether a folder with such a name in it is one that a tool takes for its own.</summary>
    public bool IsManifest(string name) => _manifests.Of(name) is not null;

    private void Add(string kind, string name, string by)
    {
        var isEverywhere = name[0] == '!' || name.StartsWith(GitFolder, StringComparison.Ordinal);
        var pattern = name.TrimStart('!');
        var (beside, isFolder) = ("", false);
        if (pattern.Split("/@") is [var before, var sign])
            (pattern, beside, isFolder) = (before, sign, true);
        else if (pattern.EndsWith('/'))
            (pattern, isFolder) = (pattern[..^1], true);

        var last = pattern.LastIndexOf('/');
        var rules = this;
        if (last >= 0 && !_inFolders.TryGetValue(pattern[..last], out rules))
            _inFolders[pattern[..last]] = rules = new NameRules();
        pattern = pattern[(last + 1)..];
        if (pattern.Count(c => c == '*') > 1)
            throw new FormatException($"more than one asterisk: {name}");

        if (kind == "manifest")
            rules._manifests.Add(pattern, by);
        else if (kind == "unknown")
            rules._suspects.Add(pattern, FileRule.Unknown);
        else if (isFolder)
            rules._folders.Add(pattern, new FolderRule(SortOf(kind), RuleOf(kind, by, isEverywhere), beside.Length == 0 ? null : beside));
        else
            rules._files.Add(pattern, RuleOf(kind, by, isEverywhere));
    }

    private static FolderSort SortOf(string kind) => kind switch
    {
        "history" => FolderSort.History,
        "installed" => FolderSort.Installed,
        "cache" => FolderSort.Cache,
        _ => FolderSort.Whole,
    };

    private static FileRule RuleOf(string kind, string by, bool isEverywhere) => kind switch
    {
        "known" => FileRule.Known,
        "never" => FileRule.Never,
        "history" => new FileRule(ReviewKinds.Repository, LineFacts.All, by),
        "installed" or "cache" => new FileRule(ReviewKinds.Dependencies, LineFacts.All, by),
        _ => Reading(kind.Split(':')) with { By = by, Everywhere = isEverywhere },
    };

    private static FileRule Reading(string[] kind)
    {
        var rule = new FileRule(ReviewKinds.All.First(one => one.Id == kind[0]));
        return kind.ElementAtOrDefault(1) switch
        {
            null => rule,
            "keys" => rule with { Read = GitConfigFacts.Read },
            "drivers" => rule with { Read = LineFacts.Attributes },
            "scripts" => rule with { Read = PackageFacts.Read },
            "settings" => rule with { Read = LineFacts.Settings },
            "variables" => rule with { Read = LineFacts.Variables },
            "hashes" => rule with { Read = LineFacts.Hashes },
            "comments" => rule with { Read = LineFacts.Uncommented },
            "replaced" => rule with { Read = LineFacts.Replaced },
            "index" => rule with { ReadBytes = GitIndexFacts.Read },
            "program" => rule with { ReadBytes = bytes => [Programs.Describe(bytes)] },
            var other => throw new FormatException($"no reader: {other}"),
        };
    }
}
