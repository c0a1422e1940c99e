using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.Lifecycle.Mounts;

/// <summary>
/// Proves that what stands in the containers of a sandbox is what was checked. The engine follows links when it mounts, and the
/// agent of another sandbox can put one in the place of a folder at the right moment.
/// </summary>
public sealed class MountProof(DockerCli docker, SandboxList sandboxes, HiddenFiles hidden)
{
    private const string OwnTable = "/proc/self/mountinfo", Boot = "/proc/sys/kernel/random/boot_id", Usual = "runc";

    /// <summary>Looks whether a link that leads to a mounted folder can be an agent's: before anything is started.</summary>
    /// <exception cref="SandboxException">It can.</exception>
    public async Task CheckLinksAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        var beside = sandbox.Settings.Mounts.SelectMany(mount => mount.Links).ToList();
        if (sandbox.Settings.MountLinks.Count + beside.Count is 0)
            return;

        var there = await sandboxes.RequireAsync(cancellation);
        if ((Planted(sandbox.Settings.MountLinks, there) ?? Planted(beside, there, SettingNames.Mounts)) is { } refusal)
            throw new SandboxException(refusal, "ls -l there; write the path of the folder that you mean");
    }

    /// <summary>Why a link cannot be followed; <see langword="null"/> where each can.</summary>
    internal static string? Planted(IEnumerable<string> links, IReadOnlyList<ListedSandbox> sandboxes, string setting = SettingNames.Mount) => (
        from link in links
        from other in sandboxes
        from folder in other.Mounts
        where link != folder && RealPath.Contains(folder, link)
        select $"{setting} leads through {link}, a link in a folder that the agent of sandbox {other.Name} can write to, and it can make such links.")
        .FirstOrDefault();

    /// <summary>Looks at every folder and file of the host that any container of the sandbox has.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="isHeld">Whether nothing runs in the workspace but what holds it.</param>
    /// <param name="expected">What is to be mounted.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">Something else is mounted.</exception>
    internal async Task ProveAsync(Sandbox sandbox, bool isHeld, IReadOnlyList<BindMount> expected, CancellationToken cancellation)
    {
        var ids = await docker.ListAsync(["ps", "--quiet", "--filter", $"label={ComposeLabels.Project}={sandbox.Name}", "--filter", $"label={ComposeLabels.Number}"], cancellation);
        var containers = ContainerState.Parse((await docker.RunAsync(["inspect", "--format", ContainerState.Format, .. ids], cancellation)).Output);
        var (tables, isHere) = await TablesAsync(sandbox, containers, cancellation);
        var host = isHere ? MountTable.Parse(await File.ReadAllTextAsync(OwnTable, cancellation)) : null;

        var wrong = containers.SelectMany(container => new MountComparison(host).Wrong(
            [.. expected.Where(mount => mount.Service == container.Service)],
            [.. container.Mounts.Where(mount => mount.Type is "bind").Select(mount => mount.Destination)],
            tables[container.Service])).ToList();
        if (isHere && isHeld && containers.All(container => container.HostConfig.Runtime is Usual))
            wrong.AddRange(await ExchangedAsync(sandbox, cancellation));
        // Nothing of this agent's runs, and what was written since the files were looked for stands still.
        if (isHeld && hidden.Open(sandbox.Settings) is { Count: > 0 } open)
            wrong.Add($"{HiddenFiles.Names(open)} came while Up ran, and nothing hides it");
        if (wrong.Count > 0)
        {
            throw new SandboxException(
                $"What is mounted is not what was checked, and the sandbox was stopped: {string.Join("; ", wrong)}.",
                "check whether a folder on that path is a link or was replaced, which an agent may have done while Up ran; then run Up again");
        }
    }

    // Read in a container of its own files: what an agent has changed in those of the workspace has no say. Whose kernel it is,
    // the kernel says: it has a number for each time that it was booted.
    private async Task<(Dictionary<string, MountTable> Tables, bool IsHere)> TablesAsync(
        Sandbox sandbox, IReadOnlyList<ContainerState> containers, CancellationToken cancellation)
    {
        var lines = (await LookAsync(["--pid", "host"], [Boot, .. containers.Select(container => $"/proc/{container.State.Pid}/mountinfo")]))
            .Select(line => line.Split(':', 2)).ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var tables = containers.ToDictionary(
            container => container.Service, container => MountTable.Parse(string.Join('\n', lines[$"/proc/{container.State.Pid}/mountinfo"])), StringComparer.Ordinal);
        // Another runtime's mounts are not the kernel's. What it was told to mount is mounted once more, by the usual one.
        foreach (var other in containers.Where(container => container.HostConfig.Runtime is not Usual))
        {
            var again = await LookAsync(["--runtime", Usual, "--volumes-from", SandboxStack.Container(sandbox.Name, other.Service)], [OwnTable]);
            tables[other.Service] = MountTable.Parse(string.Join('\n', again.Select(line => line[(OwnTable.Length + 1)..])));
        }

        return (tables, File.Exists(Boot) && lines[Boot].FirstOrDefault() == (await File.ReadAllTextAsync(Boot, cancellation)).Trim());

        async Task<string[]> LookAsync(string[] options, string[] files) => (await docker.RunAsync(
            ["run", "--rm", .. options, "--network", "none", "--log-driver", "none", "--label", $"{SandboxLabels.Sandbox}={sandbox.Name}",
             "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only", "--workdir", "/",
             "--entrypoint", "grep", $"{sandbox.Name}-workspace", "--with-filename", "", .. files],
            cancellation)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<IEnumerable<string>> ExchangedAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        (string Source, string Target, string? Identity)[] folders =
            [(sandbox.Settings.Mount, Sandbox.Workspace, sandbox.Settings.MountIdentity), .. sandbox.Settings.Mounts.Select(mount => (mount.Source, mount.Target, mount.Identity))];
        var seen = (await docker.RunAsync(
            ["exec", "--workdir", "/", SandboxStack.Container(sandbox.Name, "workspace"), WorkspaceHold.Program, "stat", "-c", "%n %d %i", .. folders.Select(folder => folder.Target)],
            cancellation)).Output.Split('\n', StringSplitOptions.TrimEntries);

        return folders.Where(folder => folder.Identity is not null && !seen.Contains($"{folder.Target} {folder.Identity}", StringComparer.Ordinal))
            .Select(folder => $"the folder at {folder.Source} is not the one that was there when the settings were read");
    }
}
