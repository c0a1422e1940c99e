namespace AiSandbox.Host.Platform.Files;

/// <summary>Paths as the kernel sees them.</summary>
internal static class RealPath
{
    // Linux gives up after as many: path_resolution(7).
    private const int MostLinks = 40;

    // The file systems of these two do not tell case apart, by default.
    private static readonly StringComparison Comparison = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        ? StringComparison.OrdinalIgnoreCase
        : StringComparison.Ordinal;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The absolute path with every component's symbolic links followed, as far as it exists.</summary>
    /// <exception cref="FormatException">The links lead in a circle.</exception>
    public static string Of(string path) => Way(path)[^1];

    /// <summary>Every place that following the path passes through, in order; the last is where it leads.</summary>
    /// <param name="path">The path.</param>
    /// <param name="passed">Gets those of them that were links when they were followed; by now they may be something else.</param>
    /// <exception cref="FormatException">The links lead in a circle.</exception>
    public static IReadOnlyList<string> Way(string path, ICollection<string>? passed = null)
    {
        var full = Path.GetFullPath(path);
        var (way, pending) = (new List<string> { Path.GetPathRoot(full)! }, new Stack<string>());
        Push(full[way[0].Length..]);
        for (var links = 0; pending.TryPop(out var name);)
        {
            way.Add(name is ".." ? Path.GetDirectoryName(way[^1]) ?? way[^1] : Path.Combine(way[^1], name));
            if (name is ".." || new DirectoryInfo(way[^1]).LinkTarget is not { } target)
                continue;
            if (++links > MostLinks)
                throw new FormatException("its symbolic links lead in a circle.");

            passed?.Add(way[^1]);
            var start = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            way.Add(start.Length > 0 ? Path.GetPathRoot(Path.GetFullPath(start))! : Path.GetDirectoryName(way[^1])!);
            Push(target[start.Length..]);
        }

        return way;

        void Push(string components)
        {
            foreach (var component in components.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                if (component is not ".")
                    pending.Push(component);
            }
        }
    }

    /// <summary>Whether a path is the folder or lies below it; both absolute.</summary>
    public static bool Contains(string folder, string path)
    {
        var prefix = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;

        return path.Equals(folder, Comparison) || path.StartsWith(prefix, Comparison);
    }
}
