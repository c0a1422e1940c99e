using System.Globalization;

namespace AiSandbox.Host.Features.Home.Secrets;

/// <summary>A file that looks like it holds a secret.</summary>
/// <param name="Path">Its path below /root.</param>
/// <param name="Title">What it looks like.</param>
public sealed record SecretFinding(string Path, string Title);

/// <summary>How the container is asked for secrets, and how its answer is read. No secret leaves the container: rules and paths do.</summary>
public static class SecretScan
{
    private const string ByName = "name";

    /// <summary>The words behind the verb <c>scan</c> of home.sh.</summary>
    /// <param name="behind">Folders that stay behind, and need no look.</param>
    public static IReadOnlyList<string> Arguments(IReadOnlyList<string> behind) =>
    [
        behind.Count.ToString(CultureInfo.InvariantCulture),
        .. behind,
        string.Join('\n', SecretRules.Contents.SelectMany(rule => rule.Words)),
        string.Join('|', SecretRules.Contents.Select(rule => $"(?:{rule.Pattern})")),
        SecretRules.Contents.Count.ToString(CultureInfo.InvariantCulture),
        .. SecretRules.Contents.SelectMany(rule => new[] { rule.Title, rule.Pattern }),
        .. SecretRules.Files.SelectMany((pattern, i) => i == 0 ? new[] { "-path", pattern } : ["-o", "-path", pattern]),
    ];

    /// <summary>Reads the answer: a rule and a path by turns, each closed by a zero.</summary>
    /// <returns>The files by path, each once.</returns>
    public static IReadOnlyList<SecretFinding> Parse(string output) =>
    [
        .. output.Split('\0').Chunk(2).Where(pair => pair.Length == 2)
            .Select(pair => new SecretFinding(pair[1], pair[0] is ByName ? "a file that is there to hold secrets" : pair[0]))
            .GroupBy(finding => finding.Path, StringComparer.Ordinal)
            .Select(group => group.Last())
            .OrderBy(finding => finding.Path, StringComparer.Ordinal),
    ];
}
