using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Folders of the work, as the host sees them. An agent may have made them: a name is looked up, and nothing in it is read.</summary>
internal static class WorkspaceFolder
{
    private const int Shown = 10;

    /// <summary>A folder that the user named.</summary>
    /// <param name="folder">As it was named, below the mounted folder.</param>
    /// <param name="mount">The folder that is mounted at /root/workspace.</param>
    /// <exception cref="UsageException">It is not below the mounted one, or not there.</exception>
    public static string Require(string folder, string mount)
    {
        var path = folder.Replace('\\', '/').TrimEnd('/');
        if (path.Length == 0 || path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Contains("..", StringComparer.Ordinal))
            throw new UsageException($"{Option.Folder}={folder}: name a folder below {mount}, as in {Option.Folder}=app");
        if (!Directory.Exists(Path.Combine(mount, path)))
            throw new UsageException($"{Option.Folder}={folder}: there is no such folder below {mount}.{Known(mount)}");

        return path;
    }

    /// <summary>
    /// The repositories right below the mounted folder, or none where it is one itself. An agent chooses names, and people paste
    /// commands that have them: one that a shell would take for more than a name is left out.
    /// </summary>
    public static IReadOnlyList<string> Repositories(string mount) => IsRepository(mount)
        ? []
        : [.. Directory.EnumerateDirectories(mount).Where(IsRepository).Select(folder => Path.GetFileName(folder)!).Where(IsPlain).Order(StringComparer.Ordinal)];

    private static bool IsPlain(string name) => name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static bool IsRepository(string folder) => Path.Exists(Path.Combine(folder, ".git"));

    private static string Known(string mount) => Repositories(mount) is { Count: > 0 } there
        ? $" There are {string.Join(", ", there.Take(Shown))}{(there.Count > Shown ? " …" : "")}."
        : "";
}
