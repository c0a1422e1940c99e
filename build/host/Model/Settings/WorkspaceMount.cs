using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model.Settings;

/// <summary>
/// The folder that the agent writes to as root. A folder through which it could change its own policy, reach the host's
/// secrets or become the host is refused, with the symbolic links of every component followed.
/// </summary>
internal sealed class WorkspaceMount(Checkout checkout, HostFolders host)
{
    private static readonly string[] EngineFolders = ["/run", "/var/run", "/var/lib/docker", "/var/lib/containerd"];

    private static readonly string[] SystemFolders = OperatingSystem.IsWindows()
        ? [.. new[]
            {
                Environment.SpecialFolder.Windows, Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86,
                Environment.SpecialFolder.CommonApplicationData,
            }.Select(Environment.GetFolderPath).Where(folder => folder.Length > 0)]
        : ["/bin", "/boot", "/dev", "/etc", "/lib", "/proc", "/sbin", "/sys", "/usr", "/Applications", "/Library", "/System"];

    /// <summary>The folder to mount; <c>projects/</c>, which is created where needed, for an empty value.</summary>
    /// <param name="value">A path: absolute, below <c>~</c>, or relative to the sandbox's home.</param>
    /// <param name="anywhere">Whether the owner means a folder that is no place of work.</param>
    /// <returns>Its path without links, and the links that lead there.</returns>
    /// <exception cref="FormatException">It is refused, or is not a folder.</exception>
    public (string Folder, IReadOnlyList<string> Links) Resolve(string value, bool anywhere)
    {
        if (IsOfAnotherSystem(value))
            throw new FormatException("that is a path of Windows, which this system does not know; in WSL, C:\\code is /mnt/c/code.");

        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Expand(value), checkout.Home));
        if (path.Equals(Path.GetFullPath(checkout.Projects), StringComparison.Ordinal))
            Directory.CreateDirectory(path);

        var links = new List<string>();
        var way = RealPath.Way(path, links);
        var real = way[^1];
        if (Refusal(path, way) is { } refusal)
            throw new FormatException(refusal);
        if (!Directory.Exists(real))
            throw new FormatException($"{path} is not a folder. Create it first.");
        if (!anywhere && !IsInProjects(real) && new MountBounds(host.Home).Objection(real) is { } objection)
            throw new FormatException($"{objection}. Mount a folder of your work, or, if you mean this one, set {SettingNames.MountAnywhere}=yes as well.");

        return (real, links);
    }

    // Elsewhere a drive letter is the beginning of a file name, and the path would be one below the checkout.
    private static bool IsOfAnotherSystem(string value) =>
        !OperatingSystem.IsWindows() && value is [var letter, ':', '/' or '\\', ..] && char.IsAsciiLetter(letter);

    private string Expand(string value) => value switch
    {
        "" => checkout.Projects,
        "~" => host.Home,
        ['~', '/' or '\\', .. var rest] => Path.Combine(host.Home, rest),
        _ => value,
    };

    private string? Refusal(string path, IReadOnlyList<string> way)
    {
        var (real, root) = (way[^1], RealPath.Of(checkout.Root));
        var inProjects = IsInProjects(real);
        if (real.Equals(Path.GetPathRoot(real), StringComparison.Ordinal))
            return $"{real} is the whole file system: the agent would own this machine.";
        if (Holds(real, host.Home))
            return $"{real} is the home directory or holds it: the agent could read and change all of it.";
        if (Holds(real, root))
            return $"{real} holds this checkout: the agent could change its own allowlist.";
        if (!inProjects && RealPath.Contains(root, real))
            return $"{real} lies in this checkout outside of projects/: the agent could change its own allowlist.";
        if (!inProjects && way.Any(IsInProjects))
            return $"{path} leads out of projects/ to {real}, and the agent can make such links.";
        if (host.Sockets.Any(socket => Holds(real, socket)) || EngineFolders.Any(folder => Touches(real, folder)))
            return $"{real} holds or may hold the container engine's socket or data: the agent would own this machine.";

        return SystemFolders.Any(folder => Touches(real, folder)) ? $"{real} belongs to the operating system." : null;
    }

    private bool IsInProjects(string place) =>
        new[] { checkout.Projects, checkout.Main.Projects }.Any(folder => RealPath.Contains(RealPath.Of(folder), place));

    private static bool Touches(string real, string folder) =>
        Holds(real, folder) || RealPath.Contains(RealPath.Of(folder), real);

    private static bool Holds(string real, string place) => RealPath.Contains(real, RealPath.Of(place));
}
