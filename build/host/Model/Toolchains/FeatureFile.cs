using System.Text.RegularExpressions;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Model.Toolchains;

/// <summary>
/// Reads a feature's file. The first line says what it is; an agent's file has <c># command: NAME</c> and <c># preset:
/// NAME</c>, and where it takes a key <c># key: VARIABLE</c> and <c># key-preset: NAME</c>. Where it can be had in other versions, <c># version:
/// PACKAGE</c> with <c>{}</c> in it says how, with <c>for PACKAGE</c> what is left out then, and <c># versions: 21 25</c> which ones there are.
/// Every other line is a package: of Debian, <c>npm:NAME</c>, <c>node:VERSION</c> or <c>dotnet:VERSION</c>. What stands there is run as root
/// while the image is built, so nothing else is taken.
/// </summary>
internal static partial class FeatureFile
{
    /// <summary>What a package of npm's registry begins with.</summary>
    public const string Npm = "npm:";

    /// <summary>What a version of Node.js begins with, which comes from there too.</summary>
    public const string Node = "node:";

    /// <summary>Whether it is a package, and nothing that a shell or an installer takes for something else.</summary>
    public static bool IsWord(string text) => Word().IsMatch(text);

    /// <summary>Reads a file.</summary>
    /// <param name="name">The feature's name.</param>
    /// <param name="shown">The file, as messages name it.</param>
    /// <param name="lines">Its lines.</param>
    /// <exception cref="SandboxException">A line is none of these; the message has file and line.</exception>
    public static Feature Read(string name, string shown, IReadOnlyList<string> lines)
    {
        if (lines is not [['#', .. var summary], ..] || string.IsNullOrWhiteSpace(summary))
            throw Wrong(shown, 1, "the first line says what the toolchain is: `# Java, and Maven`.");

        var words = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, line) in lines.Index().Skip(1))
        {
            if (Value().Match(line) is { Success: true } value)
                values[value.Groups["key"].Value] = value.Groups["value"].Value;
            else if (Word().IsMatch(line))
                words.Add(line);
            else if (line.Length > 0 && line[0] is not '#')
                throw Wrong(shown, index + 1, $"'{line}' is neither a package of Debian nor npm:NAME, node:VERSION or dotnet:VERSION.");
        }

        if (words.Count is 0)
            throw new SandboxException($"{shown} names no package.", $"git restore {shown}", ExitCodes.Usage);
        return values.ContainsKey("command") == values.ContainsKey("preset")
            ? new Feature(name, summary.Trim(), words, values.GetValueOrDefault("command"), values.GetValueOrDefault("preset"))
            {
                Key = values.GetValueOrDefault("key"),
                KeyPreset = values.GetValueOrDefault("key-preset"),
                Versions = VersionsOf(shown, words, values),
            }
            : throw new SandboxException($"{shown}: an agent has both a command and a preset.", $"git restore {shown}", ExitCodes.Usage);
    }

    private static FeatureVersions? VersionsOf(string shown, List<string> words, Dictionary<string, string> values)
    {
        if (values.GetValueOrDefault("version")?.Split(" for ") is not [var word, .. var rest])
            return null;

        return rest.All(words.Contains)
            ? new FeatureVersions(word, rest.FirstOrDefault(), values.GetValueOrDefault("versions")?.Split(' ') ?? [])
            : throw new SandboxException($"{shown}: a version takes the place of '{rest[0]}', which the file does not name.", $"git restore {shown}", ExitCodes.Usage);
    }

    private static SandboxException Wrong(string shown, int line, string why) =>
        new($"{shown}, line {line}: {why}", $"git restore {shown}", ExitCodes.Usage);

    [GeneratedRegex(@"\A# ((?<key>command|preset|key-preset): (?<value>[a-z0-9][a-z0-9-]*)|(?<key>key): (?<value>[A-Z][A-Z0-9_]*)|(?<key>version): (?<value>[a-z][^ {}]*\{\}[^ {}]*( for [^ ]+)?)|(?<key>versions): (?<value>[0-9][0-9. ]*))\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    // No blank and nothing that a shell knows. npm: https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name
    [GeneratedRegex(
        @"\A([a-z0-9][a-z0-9+.-]*[a-z0-9+.]|npm:(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*(@[a-z0-9][a-z0-9.-]*)?|node:[0-9]+(\.[0-9]+){0,2}|dotnet:[0-9]+\.[0-9]+)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
