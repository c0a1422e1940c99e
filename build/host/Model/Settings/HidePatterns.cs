using System.Buffers;
using System.IO.Enumeration;

namespace AiSandbox.Host.Model.Settings;

/// <summary>
/// Which files and folders the workspace sees empty, by their names alone: inside, the folder above one can be renamed, and what is
/// covered cannot. The last pattern that fits decides, as in .gitignore.
/// </summary>
public sealed class HidePatterns
{
    /// <summary>Nothing is hidden.</summary>
    public static HidePatterns None { get; } = new([]);

    // Of paths, of other systems' patterns, and of what matches names here.
    private static readonly SearchValues<char> Foreign = SearchValues.Create("/\\[]{}\"<>|!");

    private static readonly bool IgnoresCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    private readonly IReadOnlyList<(string Name, bool OfFolders, bool IsShown)> _patterns;

    private HidePatterns(IReadOnlyList<(string Name, bool OfFolders, bool IsShown)> patterns) => _patterns = patterns;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _patterns.Count is 0;

    /// <summary>Reads <c>.env, *.pem, !cacert.pem, secrets/</c>.</summary>
    /// <exception cref="FormatException">One of them is more than a name.</exception>
    public static HidePatterns Parse(string value) =>
        new([.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One)]);

    /// <summary>Whether a file or folder of that name is hidden.</summary>
    public bool Hides(string name, bool isFolder) => _patterns.LastOrDefault(
        pattern => (isFolder || !pattern.OfFolders) && FileSystemName.MatchesSimpleExpression(pattern.Name, name, IgnoresCase)) is { Name: not null, IsShown: false };

    private static (string Name, bool OfFolders, bool IsShown) One(string text)
    {
        var name = text.TrimStart('!').TrimEnd('/');
        if (name.Length is 0 || name is "." or ".." || name.AsSpan().ContainsAny(Foreign))
        {
            throw new FormatException(
                $"'{text}' is not a name, as in .env, *.pem, secrets/ or !cacert.pem. It holds at any depth, and * and ? stand for letters of it: the folder above a file can be renamed inside, and so no path is a pattern.");
        }

        return name.All(letter => letter is '*' or '?')
            ? throw new FormatException($"'{text}' hides everything. Mount a smaller folder.")
            : (name, text.EndsWith('/'), text.StartsWith('!'));
    }
}
