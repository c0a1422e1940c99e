using System.Text;
using System.Text.RegularExpressions;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Model.Settings;

/// <summary>
/// The lines of an env file: <c>NAME=VALUE</c>, comments and blank lines. What it accepts means what it means to docker
/// compose; what compose would read in a way that nobody expects is an error here.
/// https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
/// </summary>
public static partial class EnvFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, byte order mark and line endings included, so that it can be kept as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">The file's name in messages.</param>
    /// <exception cref="SandboxException">It is not UTF-8: Notepad's "Unicode" and "ANSI" are not.</exception>
    public static string ReadText(string path, string shown)
    {
        try
        {
            return Strict.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException foreign)
        {
            throw new SandboxException(
                $"{shown} is not UTF-8. Save it as UTF-8.", exitCode: ExitCodes.Usage, inner: foreign);
        }
    }

    /// <summary>Reads the entries in the order of the file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="shown">The file's name in messages.</param>
    /// <exception cref="SandboxException">A line is none of the above, or a name is there twice. The message has file,
    /// line and reason, and never a value.</exception>
    public static IReadOnlyList<EnvEntry> Parse(string text, string shown)
    {
        var entries = new Dictionary<string, EnvEntry>(StringComparer.Ordinal);
        foreach (var (number, line) in Lines(text).Index())
        {
            try
            {
                if (ParseLine(line, number + 1) is { } entry && !entries.TryAdd(entry.Name, entry))
                    throw new FormatException($"{entry.Name} stands on line {entries[entry.Name].Line} already.");
            }
            catch (FormatException wrong)
            {
                throw new SandboxException(
                    $"{shown}, line {number + 1}: {wrong.Message}", exitCode: ExitCodes.Usage, inner: wrong);
            }
        }

        return [.. entries.Values.OrderBy(entry => entry.Line)];
    }

    /// <summary>The lines without their endings and without a byte order mark.</summary>
    internal static IEnumerable<string> Lines(string text) =>
        text.TrimStart('\uFEFF').Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line);

    /// <summary>The name that a line sets, or would set were it not a comment.</summary>
    internal static string? NameOn(string line) =>
        Assignment().Match(line) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Whether a line is blank or a comment.</summary>
    internal static bool IsSilent(string line) => line.AsSpan().Trim() is [] or ['#', ..];

    private static EnvEntry? ParseLine(string line, int number)
    {
        if (IsSilent(line))
            return null;

        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw new FormatException("there is no '='. A line is NAME=VALUE, a comment that begins with #, or empty.");

        var name = line[..equals].Trim();
        if (!Name().IsMatch(name))
        {
            throw new FormatException(
                "what stands before the '=' is not a name: letters, digits and underscores, not a digit first, and no "
                    + "'export' before it.");
        }

        return new EnvEntry(name, EnvValue.Parse(line[(equals + 1)..]), number);
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"\A\s*#?\s*(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Assignment();
}
