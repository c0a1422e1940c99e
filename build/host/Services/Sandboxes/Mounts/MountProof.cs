using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Sandboxes.Worktrees;

namespace AiSandbox.Host.Services.Sandboxes.Mounts;

/// <summary>
/// Proves that what stands in a running sandbox is the repository itself. The engine follows links when it mounts, and the
/// agent of another sandbox can put one in the place of a folder of the repository at the right moment.
/// </summary>
/// <param name="docker">The engine.</param>
public sealed class MountProof(DockerCli docker)
{
    /// <summary>Looks at the workspace's mounts from a container of its own.</summary>
    /// <exception cref="SandboxException">Something else is mounted.</exception>
    public async Task ProveAsync(SandboxName name, Worktree worktree, CancellationToken cancellation)
    {
        // Its own files: what the agent has changed in those of the workspace has no say.
        var seen = await docker.RunAsync(
            ["run", "--rm", "--pid", $"container:{SandboxStack.Container(name, "workspace")}", "--network", "none",
             "--label", $"{SandboxLabels.Sandbox}={name}", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only",
             "--entrypoint", "cat", $"{name}-workspace", "/proc/1/mountinfo"],
            cancellation);
        var host = OperatingSystem.IsLinux() ? await File.ReadAllTextAsync("/proc/self/mountinfo", cancellation) : "";
        if (Wrong(worktree.Mounts, MountTable.Parse(seen.Output), MountTable.Parse(host)).ToList() is { Count: > 0 } wrong)
        {
            throw new SandboxException(
                $"The worktree's repository is not what is mounted, and the sandbox was stopped: {string.Join("; ", wrong)}.",
                $"look whether {worktree.Repository} and its folder .git are links; nobody but an agent would have made them");
        }
    }

    /// <summary>What is not as it must be.</summary>
    /// <param name="expected">The mounts.</param>
    /// <param name="inside">The workspace's table.</param>
    /// <param name="host">This machine's table; empty where the engine runs in a virtual machine of its own.</param>
    internal static IEnumerable<string> Wrong(IEnumerable<WorktreeMount> expected, MountTable inside, MountTable host)
    {
        foreach (var (path, isWritable) in expected)
        {
            if (inside.At(path) is not { } mounted)
                yield return $"nothing is mounted at {path}";
            else if (!IsMeant(mounted, path, host))
                yield return $"{mounted.Root} is mounted at {path}";
            else if (mounted.IsReadOnly == isWritable)
                yield return $"{path} can{(isWritable ? "not" : "")} be written to";
        }
    }

    private static bool IsMeant(MountLine mounted, string path, MountTable host) => host.Of(path) is { } own
        ? (mounted.Device, mounted.Root) == (own.Device, own.Root)
        : mounted.Root.EndsWith(path, StringComparison.Ordinal);
}
