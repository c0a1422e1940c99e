using System.Globalization;

namespace AiSandbox.Host.Services.Engine;

/// <summary>Processes and mounts of a private engine, as /proc shows them.</summary>
public static class EngineProcesses
{
    // The kernel's mark behind the path of an executable whose file is gone.
    private const string Deleted = " (deleted)";

    /// <summary>The processes whose executable lies, or lay, in a folder.</summary>
    public static IReadOnlyList<int> Below(string folder) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Executable(id)?.StartsWith(folder + "/", StringComparison.Ordinal) == true)];

    /// <summary>The mounts at or below a folder, the innermost first.</summary>
    public static IReadOnlyList<string> MountsBelow(string folder) =>
        [.. File.ReadLines("/proc/mounts")
            .Select(line => Unescape(line.Split(' ')[1]))
            .Where(mount => mount == folder || mount.StartsWith(folder + "/", StringComparison.Ordinal))
            .OrderByDescending(mount => mount.Length)];

    private static string? Executable(int id)
    {
        try
        {
            var target = new FileInfo($"/proc/{id}/exe").LinkTarget;
            return target?.EndsWith(Deleted, StringComparison.Ordinal) == true ? target[..^Deleted.Length] : target;
        }
        catch (IOException)
        {
            return null; // it has ended in the meantime
        }
    }

    private static string Unescape(string path) =>
        path.Replace(@"\040", " ", StringComparison.Ordinal).Replace(@"\011", "\t", StringComparison.Ordinal);
}
