using System.Globalization;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>A process.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Executable">The file that it runs, which may be deleted by now.</param>
/// <param name="CommandLine">A daemon's arguments, each ended by NUL.</param>
public sealed record EngineProcess(int Id, string Executable, string CommandLine)
{
    /// <summary>The names of an engine's daemons.</summary>
    internal static readonly string[] Daemons = ["dockerd", "containerd", "containerd-shim-runc-v2"];

    /// <summary>
    /// Whether it is the private engine's. Its folder may have been moved since, so that the executable has another path; a
    /// daemon that was told to keep its sockets in the engine's own place is the engine's wherever it lies.
    /// </summary>
    public bool IsOf(string folder) =>
        Executable.StartsWith($"{folder}/root/", StringComparison.Ordinal) && !Path.GetFileName(Executable).Equals("docker", StringComparison.Ordinal)
        || (Daemons.Contains(Path.GetFileName(Executable), StringComparer.Ordinal)
            && CommandLine.Contains($"{PrivateEngineLayout.RunFolder}/", StringComparison.Ordinal));

    /// <summary>Whether it is a Docker daemon.</summary>
    public bool IsDaemon => Path.GetFileName(Executable).Equals("dockerd", StringComparison.Ordinal);
}

/// <summary>Processes and mounts of a private engine, as /proc shows them.</summary>
public static class EngineProcesses
{
    // The kernel's mark behind the path of an executable whose file is gone.
    private const string Deleted = " (deleted)";

    /// <summary>The processes of the engine of a folder.</summary>
    public static IReadOnlyList<EngineProcess> Of(string folder) => [.. All().Where(process => process.IsOf(folder))];

    /// <summary>Whether a Docker daemon runs that is not this engine's: it shares bridges' names and the packet filter's chains.</summary>
    public static bool IsOtherDaemonThan(string folder) => All().Any(process => process.IsDaemon && !process.IsOf(folder));

    /// <summary>Whether a containerd runs, whosever it is.</summary>
    public static bool IsContainerdRunning() =>
        All().Any(process => Path.GetFileName(process.Executable).StartsWith("containerd", StringComparison.Ordinal));

    /// <summary>The process that watches over a container, for whichever engine; <see langword="null"/> where it cannot be seen.</summary>
    /// <param name="container">The container's whole id.</param>
    public static int? ShimOf(string container) => All()
        .FirstOrDefault(process => Path.GetFileName(process.Executable).StartsWith("containerd-shim", StringComparison.Ordinal)
            && process.CommandLine.Split('\0').Contains(container, StringComparer.Ordinal))?.Id;

    /// <summary>The mounts at or below a folder, the innermost first.</summary>
    public static IReadOnlyList<string> MountsBelow(string folder) => Mounts(File.ReadAllText("/proc/mounts"), folder);

    /// <summary>The mounts at or below a folder, in the text of <c>/proc/mounts</c>; those on top come first.</summary>
    internal static IReadOnlyList<string> Mounts(string table, string folder) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Unescape(line.Split(' ')[1]))
            .Where(mount => mount.Equals(folder, StringComparison.Ordinal) || IsBelow(mount, folder))
            .Reverse()
            .OrderByDescending(mount => mount.Length)];

    private static IEnumerable<EngineProcess> All() =>
        from path in Directory.EnumerateDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where id > 0
        let process = Read(id)
        where process is not null
        select process;

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static EngineProcess? Read(int id)
    {
        try
        {
            // Threads of the kernel have no executable. Only a daemon's command line is of interest.
            if (new FileInfo($"/proc/{id}/exe").LinkTarget is not { } target)
                return null;

            var executable = target.EndsWith(Deleted, StringComparison.Ordinal) ? target[..^Deleted.Length] : target;
            var daemon = EngineProcess.Daemons.Contains(Path.GetFileName(executable), StringComparer.Ordinal);
            return new EngineProcess(id, executable, daemon ? File.ReadAllText($"/proc/{id}/cmdline") : "");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended in the meantime, or is another user's
        }
    }

    // proc(5): blanks, tabs, line feeds and backslashes are written in octal. The backslash last, or it would make new ones.
    private static string Unescape(string path) => path
        .Replace(@"\040", " ", StringComparison.Ordinal)
        .Replace(@"\011", "\t", StringComparison.Ordinal)
        .Replace(@"\012", "\n", StringComparison.Ordinal)
        .Replace(@"\134", @"\", StringComparison.Ordinal);
}
