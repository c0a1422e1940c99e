using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Features.Lifecycle.Mounts;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Features.Worktrees;

/// <summary>
/// Runs git on repositories that agents may have written: hooks and configuration can start programs, so never on the host,
/// but in a container of the workspace image, without a network, whose mounts are proven before git starts.
/// </summary>
public sealed class WorktreeGit(DockerCli docker)
{
    private const string OwnTable = "/proc/self/mountinfo", Boot = "/proc/sys/kernel/random/boot_id";

    private const int MostBytes = 16 << 20; // of a list of branches, and of complaints: an agent may have written the repository
    private const int Limit = 900; // seconds: a large repository takes its time; a pipe in place of a file would take for ever

    // To read and write the files of their owner before it is he.
    private static readonly string[] Powers = ["DAC_OVERRIDE", "SETGID", "SETUID"];

    /// <summary>Whether the sandbox has an image to run git from.</summary>
    public async Task<bool> IsReadyAsync(SandboxName name, CancellationToken cancellation) =>
        (await docker.TryAsync(["image", "inspect", "--format", "{{.Id}}", $"{name}-workspace"], cancellation)).ExitCode == 0;

    /// <summary>Runs a verb of <c>worktree.sh</c>.</summary>
    /// <param name="name">The sandbox, whose image has git.</param>
    /// <param name="mounts">What the verb sees of the host.</param>
    /// <param name="words">The verb and its arguments.</param>
    /// <param name="feed">Writes what it reads.</param>
    /// <param name="sink">Gets what it writes; the result has it where <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">It failed, or something else was mounted; the message says why.</exception>
    internal async Task<CommandResult> RunAsync(
        SandboxName name, IReadOnlyList<BindMount> mounts, IReadOnlyList<string> words,
        Func<Stream, CancellationToken, Task>? feed, Stream? sink, CancellationToken cancellation)
    {
        var container = $"{name}-git-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        try
        {
            await docker.RunAsync(
                ["run", "--detach", "--init", "--pull", "never", "--name", container, "--label", $"{SandboxLabels.Sandbox}={name}",
                 "--network", "none", "--log-driver", "none", "--user", "0:0", "--read-only", "--tmpfs", "/tmp:size=64m",
                 "--cap-drop", "ALL", .. Powers.SelectMany(power => new[] { "--cap-add", power }), "--security-opt", "no-new-privileges",
                 "--pids-limit", "256", "--memory", "4g", .. mounts.SelectMany(mount => new[] { "--mount", Option(mount) }),
                 "--entrypoint", "sleep", $"{name}-workspace", $"{Limit}"],
                cancellation);
            await ProveAsync(container, mounts, cancellation);

            string[] input = feed is null ? [] : ["--interactive"];
            var result = await docker.PipeAsync(
                ["exec", .. input, container, "bash", "-c", EmbeddedText.Read("worktree.sh"), "worktree", .. words], feed, sink, cancellation, sink is null ? MostBytes : null);
            return result.ExitCode == 0 ? result : throw new SandboxException(result.Error.Trim());
        }
        finally
        {
            await docker.TryAsync(["rm", "--force", container], CancellationToken.None);
        }
    }

    /// <summary>Hands over a text.</summary>
    public static Func<Stream, CancellationToken, Task> Text(string text) =>
        async (stream, cancellation) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);

    /// <summary>A folder of the host, at the same path in the container.</summary>
    internal static BindMount Bind(string path, bool isWritable) => new("git", path, path, isWritable);

    // Nothing of an agent's runs in the container yet.
    private async Task ProveAsync(string container, IReadOnlyList<BindMount> mounts, CancellationToken cancellation)
    {
        var boot = (await docker.RunAsync(["exec", container, "cat", Boot], cancellation)).Output;
        var seen = MountTable.Parse((await docker.RunAsync(["exec", container, "cat", OwnTable], cancellation)).Output);
        var isHere = File.Exists(Boot) && boot == await File.ReadAllTextAsync(Boot, cancellation);
        var host = isHere ? MountTable.Parse(await File.ReadAllTextAsync(OwnTable, cancellation)) : null;
        if (new MountComparison(host).Wrong(mounts, [], seen).FirstOrDefault() is { } wrong)
            throw new SandboxException($"a link was put in the place of a folder: {wrong}");
    }

    // The value is read as CSV: https://docs.docker.com/reference/cli/docker/container/run/#mount
    private static string Option(BindMount mount) =>
        $"type=bind,{Field("source", mount.Source)},{Field("target", mount.Target)}{(mount.IsWritable ? "" : ",readonly")}";

    private static string Field(string key, string value) => $"\"{key}={value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
