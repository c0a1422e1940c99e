using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Text;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>Whether the mounted folder and the volumes have room: what is full fails in other words, and elsewhere.</summary>
public sealed class DiskRoom(DockerCli docker, WorkspaceEnv env, HostOptions options)
{
    private const long FewBytes = 200_000_000;
    private const long FewFiles = 1000;

    /// <summary>Looks.</summary>
    /// <returns>What is full.</returns>
    public async Task<IReadOnlyList<ContainerTrouble>> ReadAsync(ContainerState? gate, CancellationToken cancellation)
    {
        List<ContainerTrouble> found = [];
        if (OfMount() is { } mounted)
            found.Add(mounted);
        // The gate has the volumes of the logs, and in it no program is the agent's; the one of /root lies beside them.
        if (gate is { IsRunning: true, Trouble: null }
            && await docker.AskAsync(
                ["exec", SandboxStack.Container(options.Name, "gate"), "stat", "--file-system", "--format", "%a %S %c %d", "/var/log/squid"], cancellation) is { ExitCode: 0 } said
            && Shortage(said.Output) is { } shortage)
        {
            found.Add(new($"the engine's volumes, with logs and /root, are full: {shortage}", "docker system df"));
        }

        return found;
    }

    /// <summary>What of a file system is short, by what <c>stat</c> says of it: free blocks, their size, all inodes and those that are free.</summary>
    internal static string? Shortage(string line)
    {
        var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        if (numbers is not [>= 0 and var blocks, >= 0 and var size, >= 0 and var files, >= 0 and var free])
            return null;

        // Some file systems count no inodes.
        return blocks * (double)size < FewBytes ? $"{Quantity.Size(blocks * size)} free" : files > 0 && free < FewFiles ? $"room for {free} more files" : null;
    }

    private ContainerTrouble? OfMount()
    {
        try
        {
            var folder = env.Read().Mount;
            var free = new DriveInfo(folder).AvailableFreeSpace;
            return free < FewBytes ? new($"the mounted folder {folder} is full: {Quantity.Size(free)} free", $"make room where {folder} lies") : null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or SandboxException)
        {
            return null; // that there is no such folder, or that a setting is not valid, others say
        }
    }
}
