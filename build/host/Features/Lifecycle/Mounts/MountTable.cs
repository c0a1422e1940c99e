using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Features.Lifecycle.Mounts;

/// <summary>A line of a mount table.</summary>
/// <param name="Device">The file system's device: 8:1.</param>
/// <param name="Root">What of the file system is mounted.</param>
/// <param name="Point">Where.</param>
/// <param name="IsReadOnly">Whether nothing can be written through it.</param>
internal sealed record MountLine(string Device, string Root, string Point, bool IsReadOnly);

/// <summary>What is mounted where, as the kernel says (proc_pid_mountinfo(5)): links that a path went through are gone.</summary>
/// <param name="Lines">The mounts in their order; a later one hides an earlier one at the same place.</param>
internal sealed partial record MountTable(IReadOnlyList<MountLine> Lines)
{
    /// <summary>Reads <c>/proc/PID/mountinfo</c>.</summary>
    public static MountTable Parse(string text) => new(
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(words => words.Length > 5)
            .Select(words => new MountLine(words[2], Plain(words[3]), Plain(words[4]), words[5].Split(',').Contains("ro", StringComparer.Ordinal)))]);

    /// <summary>What is mounted exactly there; <see langword="null"/> where nothing is.</summary>
    public MountLine? At(string point) => Lines.LastOrDefault(line => line.Point == point);

    /// <summary>The file system that a path lies on, and where in it.</summary>
    /// <param name="path">An absolute path without links.</param>
    public MountLine? Of(string path)
    {
        var holder = Lines.Where(line => line.Point == "/" || line.Point == path || path.StartsWith($"{line.Point}/", StringComparison.Ordinal))
            .OrderBy(line => line.Point.Length).LastOrDefault();
        if (holder is null)
            return null;

        var below = path[holder.Point.TrimEnd('/').Length..];
        return holder with { Root = $"{holder.Root.TrimEnd('/')}{below}", Point = path };
    }

    // Blanks and the like stand as \040.
    private static string Plain(string field) =>
        Octal().Replace(field, match => ((char)Convert.ToInt32(match.Groups["code"].Value, 8)).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\\(?<code>[0-7]{3})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Octal();
}
