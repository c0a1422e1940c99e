using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Logs;

/// <summary>Reads the logs of guard and proxy on their volumes as one, the rotated parts included.</summary>
/// <param name="docker">The engine.</param>
/// <param name="options">Which sandbox.</param>
public sealed class DockerProxyLogSource(DockerCli docker, HostOptions options) : IProxyLogSource
{
    // Each line begins with its time, of one width, so that the order of text is the order of time. The rotated files too,
    // the oldest first; both keep three. Constant: $1 is yes or no. What comes in between is not lost: the end of what has
    // been read is fixed first. Following ends with standard input: left behind, a few followers would fill the gate's
    // limit of processes.
    private const string Script = """
        export LC_ALL=C
        logs=(/var/log/guard/access.log /var/log/squid/access.log)
        sizes=(); for log in "${logs[@]}"; do sizes+=("$(stat -c %s "$log" 2>/dev/null || echo 0)"); done
        old() {
          for n in 2 1 0; do [ ! -f "${logs[$1]}.$n" ] || cat "${logs[$1]}.$n"; done
          head -c "${sizes[$1]}" "${logs[$1]}" 2>/dev/null
        }
        sort -m <(old 0) <(old 1)
        [ "$1" = yes ] || exit 0
        for i in 0 1; do tail -c "+$((sizes[i] + 1))" --follow=name --retry "${logs[i]}" 2>/dev/null </dev/null & done
        cat > /dev/null
        kill $(jobs -p)
        """;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadAsync(
        bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var container = SandboxStack.Container(options.Name, "gate");
        if (!await docker.IsRunningAsync(container, cancellation))
            throw new SandboxException($"Sandbox {options.Name} does not run.", options.CommandFor("Up"));

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var lines = Channel.CreateBounded<string>(1024);
        var reading = PumpAsync(container, follow, lines.Writer, end.Token);
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
    private async Task PumpAsync(
        string container, bool follow, ChannelWriter<string> lines, CancellationToken cancellation)
    {
        string[] command = ["--user", "proxy", container, "bash", "-c", Script, "bash", follow ? "yes" : "no"];
        try
        {
            await docker.FollowAsync(command, line => Hand(line, lines, cancellation), cancellation);
            lines.Complete();
        }
        catch (Exception failure)
        {
            lines.Complete(failure);
        }
    }

    // A full channel holds the pipe back: a long log takes constant memory.
    private static void Hand(string line, ChannelWriter<string> lines, CancellationToken cancellation)
    {
        while (!lines.TryWrite(line))
            lines.WaitToWriteAsync(cancellation).AsTask().GetAwaiter().GetResult();
    }
}
