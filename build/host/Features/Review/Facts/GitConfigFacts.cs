using AiSandbox.Host.Platform.Git;

namespace AiSandbox.Host.Features.Review.Facts;

/// <summary>
/// The keys of a git configuration that make git run, fetch or send something. What is harmless is named here and all else
/// counts: git gets new keys that run programs, and no list of those would be whole.
/// </summary>
public static class GitConfigFacts
{
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "core.repositoryformatversion", "core.filemode", "core.bare", "core.logallrefupdates", "core.ignorecase", "core.precomposeunicode",
        "core.symlinks", "core.autocrlf", "core.eol", "core.longpaths", "core.quotepath", "core.abbrev", "core.sparsecheckout",
        "user.name", "user.email", "commit.gpgsign", "tag.gpgsign", "pull.rebase", "pull.ff", "push.default", "push.autosetupremote",
        "rebase.autostash", "fetch.prune", "rerere.enabled", "gc.auto", "maintenance.auto", "extensions.objectformat", "index.version",
    };

    private static readonly string[] HarmlessOfBranches = ["merge", "rebase", "description", "vscode-merge-base", "github-pr-owner-number"];

    private static readonly string[] HarmlessOfRemotes = ["tagopt", "prune", "gh-resolved", "partialclonefilter", "promisor"];

    /// <summary>A line for every key that counts: <c>core.fsmonitor = ./x.sh</c>; from where git gives up on, every line.</summary>
    public static IReadOnlyList<string> Read(string text)
    {
        var config = GitConfig.Parse(text);
        var keys = config.Keys.Where(Counts).Select(key => $"{key.Name} = {key.Value ?? "true"}");
        return config.FaultLine is not { } fault
            ? [.. keys]
            : [.. keys, $"cannot be read as git does from line {fault} on; look:", .. LineFacts.All(string.Join('\n', text.Split('\n').Skip(fault - 1)))];
    }

    private static bool Counts(GitConfigKey key) => !Harmless.Contains(key.Name) && key.Section switch
    {
        "branch" => key.Variable == "remote" ? !IsName(key.Value) : !HarmlessOfBranches.Contains(key.Variable, StringComparer.Ordinal),
        "remote" => !IsName(key.Subsection) || (key.Variable == "fetch" ? !IsUsual(key.Value) : !HarmlessOfRemotes.Contains(key.Variable, StringComparer.Ordinal)),
        _ => true,
    };

    // A remote that is none is an address or a folder: git fetches from it, and some addresses are programs.
    private static bool IsName(string? remote) =>
        remote is "." or [not ('.' or '-'), ..] && remote.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    // What is fetched into the remote's own branches changes none of the user's.
    private static bool IsUsual(string? refs) =>
        refs is not null && (!refs.Contains(':', StringComparison.Ordinal) || refs.Contains(":refs/remotes/", StringComparison.Ordinal));
}
