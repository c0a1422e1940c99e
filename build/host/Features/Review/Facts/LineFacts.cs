namespace AiSandbox.Host.Features.Review.Facts;

/// <summary>Files of which every line counts, or every line that says something.</summary>
public static class LineFacts
{
    private static readonly string[] Programs = ["filter=", "diff=", "merge=", "[attr]"];

    /// <summary>All lines but the empty ones.</summary>
    public static IReadOnlyList<string> All(string text) =>
        [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    /// <summary>All lines of a package manager's settings, without the secrets in them.</summary>
    public static IReadOnlyList<string> Settings(string text) => [.. All(text).Select(SecretMask.Named)];

    /// <summary>The variables of a .env file: their names, and whether a value is another one.</summary>
    public static IReadOnlyList<string> Variables(string text) => [.. All(text).Where(line => !line.TrimStart().StartsWith('#')).Select(Variable)];

    /// <summary>The lines of a .gitattributes that name a program, or stand for others.</summary>
    public static IReadOnlyList<string> Attributes(string text) => [.. All(text).Where(line =>
        !line.TrimStart().StartsWith('#') && Array.Exists(Programs, word => line.Contains(word, StringComparison.Ordinal)))];

    /// <summary>What stands for each line of a file that holds secrets.</summary>
    public static IReadOnlyList<string> Hashes(string text) => [.. All(text).Select(SecretMask.Hash)];

    /// <summary>All lines but comments.</summary>
    public static IReadOnlyList<string> Uncommented(string text) => [.. All(text).Where(line => !line.StartsWith('#'))];

    /// <summary>The packed references that make git show one commit in place of another.</summary>
    public static IReadOnlyList<string> Replaced(string text) => [.. All(text).Where(line => line.Contains(" refs/replace/", StringComparison.Ordinal))];

    private static string Variable(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? line : $"{line[..equals].Trim()} = {SecretMask.Hash(line[(equals + 1)..].Trim())}";
    }
}
