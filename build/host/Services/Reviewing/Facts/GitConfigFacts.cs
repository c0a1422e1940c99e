using System.Text;

namespace AiSandbox.Host.Services.Reviewing.Facts;

/// <summary>
/// The keys of a git configuration that make git run, fetch or send something. What is harmless is named here and all else
/// counts: git gets new keys that run programs, and no list of those would be whole.
/// </summary>
public static class GitConfigFacts
{
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "core.repositoryformatversion", "core.filemode", "core.bare", "core.logallrefupdates", "core.ignorecase", "core.precomposeunicode",
        "core.symlinks", "core.autocrlf", "core.eol", "core.longpaths", "core.quotepath", "core.abbrev", "core.sparsecheckout",
        "user.name", "user.email", "commit.gpgsign", "tag.gpgsign", "pull.rebase", "pull.ff", "push.default", "push.autosetupremote",
        "rebase.autostash", "fetch.prune", "rerere.enabled", "gc.auto", "maintenance.auto", "extensions.objectformat", "index.version",
    };

    private static readonly string[] HarmlessOfBranches = ["remote", "merge", "rebase", "description", "vscode-merge-base", "github-pr-owner-number"];

    private static readonly string[] HarmlessOfRemotes = ["fetch", "tagopt", "prune", "gh-resolved", "partialclonefilter", "promisor"];

    /// <summary>A line for every key that counts: <c>core.fsmonitor = ./x.sh</c>.</summary>
    public static IReadOnlyList<string> Read(string text) => [.. Lines(text).Where(Counts).Select(key => $"{key.Name} = {key.Value}")];

    /// <summary>The values of a key, as git would take them.</summary>
    public static IEnumerable<string> Values(string text, string name) =>
        Lines(text).Where(key => key.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(key => key.Value);

    private static bool Counts((string Name, string Value) key)
    {
        if (Harmless.Contains(key.Name))
            return false;

        var (first, last) = (key.Name[..Math.Max(0, key.Name.IndexOf('.', StringComparison.Ordinal))], key.Name[(key.Name.LastIndexOf('.') + 1)..]);
        return !(Is(first, "branch") && HarmlessOfBranches.Contains(last, StringComparer.OrdinalIgnoreCase))
            && !(Is(first, "remote") && HarmlessOfRemotes.Contains(last, StringComparer.OrdinalIgnoreCase));
    }

    private static bool Is(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, string Value)> Lines(string text)
    {
        var section = "";
        foreach (var whole in Joined(text.TrimStart('\ufeff')))
        {
            var line = whole.Trim();
            if (line.StartsWith('[') && Section(line, out var name, out var rest))
                (section, line) = (name, rest.Trim());
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;

            // What is no key is shown as it stands: git would refuse the file, unless it knows better than this reader.
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? ($"{section}.{line}", "true") : ($"{section}.{line[..equals].Trim()}", Value(line[(equals + 1)..]));
        }
    }

    // A backslash at the end of a line takes the next one along.
    private static IEnumerable<string> Joined(string text)
    {
        var line = new StringBuilder();
        foreach (var part in text.Split('\n').Select(part => part.TrimEnd('\r')))
        {
            var isOpen = (part.Length - part.TrimEnd('\\').Length) % 2 == 1;
            line.Append(isOpen ? part[..^1] : part);
            if (isOpen)
                continue;

            yield return line.ToString();
            line.Clear();
        }

        if (line.Length > 0)
            yield return line.ToString();
    }

    private static bool Section(string line, out string name, out string rest)
    {
        var (quoted, end) = (false, 1);
        for (; end < line.Length && (quoted || line[end] != ']'); end++)
        {
            if (line[end] == '\\' && quoted)
                end++;
            else if (line[end] == '"')
                quoted = !quoted;
        }

        (name, rest) = end < line.Length ? (line[1..end], line[(end + 1)..]) : ("", line);
        var quote = name.IndexOf('"', StringComparison.Ordinal);
        if (quote >= 0)
            name = $"{name[..quote].Trim()}.{name[(quote + 1)..].TrimEnd('"').Replace("\\", "", StringComparison.Ordinal)}";
        return end < line.Length;
    }

    // Comments go, quotes go, and what they hold stays.
    private static string Value(string text)
    {
        var (value, quoted) = (new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                value.Append(text[++i]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] is '#' or ';' && !quoted)
                break;
            else
                value.Append(text[i]);
        }

        return value.ToString().Trim();
    }
}
