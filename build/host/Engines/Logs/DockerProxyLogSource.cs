using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Logs;

/// <summary>
/// Reads the logs of gate, guard and proxy on their volumes as one, the rotated parts included: in the gate, which has all, and
/// where that does not run in a container that is made for it and ends with it.
/// </summary>
public sealed class DockerProxyLogSource(DockerCli docker, HostOptions options) : IProxyLogSource
{
    // Each line begins with its time, of one width, so that the order of text is the order of time. The rotated files too,
    // the oldest first; each keeps three. Constant: $1 is yes or no. What comes in between is not lost: the end of what has
    // been read is fixed first. Following ends with standard input: left behind, a few followers would fill the gate's
    // limit of processes.
    private const string Script = """
        export LC_ALL=C
        logs=(/var/log/gate/access.log /var/log/guard/access.log /var/log/squid/access.log)
        sizes=(); for log in "${logs[@]}"; do sizes+=("$(stat -c %s "$log" 2>/dev/null || echo 0)"); done
        old() {
          for n in 2 1 0; do [ ! -f "${logs[$1]}.$n" ] || cat "${logs[$1]}.$n"; done
          head -c "${sizes[$1]}" "${logs[$1]}" 2>/dev/null
        }
        sort -m <(old 0) <(old 1) <(old 2)
        [ "$1" = yes ] || exit 0
        for i in 0 1 2; do tail -c "+$((sizes[i] + 1))" --follow=name --retry "${logs[i]}" 2>/dev/null </dev/null & done
        cat > /dev/null
        kill $(jobs -p)
        """;

    private const int Killed = 137; // 128 and SIGKILL

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadAsync(
        bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isRunning = await IsRunningAsync(cancellation);
        if (!isRunning)
            await RequireVolumesAsync(cancellation);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var lines = Channel.CreateBounded<string>(1024);
        var reading = PumpAsync(isRunning, follow, lines.Writer, end.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellation))
                yield return line;
        }
        finally
        {
            await end.CancelAsync();
            await reading;
        }
    }

    // A failure reaches the reader through the channel.
    private async Task PumpAsync(bool isRunning, bool follow, ChannelWriter<string> lines, CancellationToken cancellation)
    {
        try
        {
            if (isRunning)
                await docker.FollowAsync(
                    ["--user", "proxy", Gate, "bash", "-c", Script, "bash", follow ? "yes" : "no"], line => Hand(line, lines, cancellation), cancellation);
            else
                await docker.StreamAsync(Reader, environment: null, line => Hand(line, lines, cancellation), cancellation);
            lines.Complete();
        }
        catch (CommandException failure) when (isRunning && follow && !cancellation.IsCancellationRequested)
        {
            // The end of the gate is the end of the log, and no failure: whatever still runs in it is killed.
            lines.Complete(failure.ExitCode == Killed || !await IsRunningAsync(CancellationToken.None) ? null : failure);
        }
        catch (Exception failure)
        {
            lines.Complete(failure);
        }
    }

    private string Gate => SandboxStack.Container(options.Name, "gate");

    private string Image => $"{options.Name}-proxy";

    private string[] Volumes => [$"{options.Name}_guard-log", $"{options.Name}_proxy-log"];

    // It sees the volumes, writes nowhere and reaches nobody. The gate's may not be there yet, and is made empty then.
    private string[] Reader =>
    [
        "run", "--rm", "--pull", "never", "--network", "none", "--read-only", "--cap-drop", "ALL",
        "--security-opt", "no-new-privileges", "--pids-limit", "16", "--memory", "64m", "--log-driver", "none",
        "--label", $"{SandboxLabels.Sandbox}={options.Name}", "--user", "proxy",
        "--mount", $"type=volume,src={options.Name}_gate-log,dst=/var/log/gate,readonly,volume-label={SandboxLabels.Sandbox}={options.Name}",
        "--mount", $"type=volume,src={Volumes[0]},dst=/var/log/guard,readonly",
        "--mount", $"type=volume,src={Volumes[1]},dst=/var/log/squid,readonly",
        "--entrypoint", "bash", Image, "-c", Script, "bash", "no",
    ];

    // A paused one runs by Docker's word, and executes nothing.
    private async Task<bool> IsRunningAsync(CancellationToken cancellation) => (await docker.TryAsync(
        ["container", "inspect", "--format", "{{.State.Status}}", Gate], cancellation)).Output.Trim() is "running";

    // Asked for first: `docker run` makes a volume that is not there.
    private async Task RequireVolumesAsync(CancellationToken cancellation)
    {
        if ((await docker.TryAsync(["volume", "inspect", .. Volumes], cancellation)).ExitCode != 0)
            throw new SandboxException($"Sandbox {options.Name} has no log: it has not run yet, or was removed.", options.CommandFor("Up"));
        if ((await docker.TryAsync(["image", "inspect", "--format", "{{.Id}}", Image], cancellation)).ExitCode != 0)
        {
            throw new SandboxException(
                $"The log of sandbox {options.Name} lies in its volumes, and the image {Image} that would read it is gone.", options.CommandFor("Build"));
        }
    }

    // A full channel holds the pipe back: a long log takes constant memory.
    private static void Hand(string line, ChannelWriter<string> lines, CancellationToken cancellation)
    {
        while (!lines.TryWrite(line))
            lines.WaitToWriteAsync(cancellation).AsTask().GetAwaiter().GetResult();
    }
}
