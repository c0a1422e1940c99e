using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Logs;

/// <summary>Reads the proxy's log on its volume, the rotated part included.</summary>
/// <param name="docker">The engine.</param>
/// <param name="options">Which sandbox.</param>
public sealed class DockerProxyLogSource(DockerCli docker, HostOptions options) : IProxyLogSource
{
    private const string Folder = "/var/log/squid";

    // The newest rotated file too: else an event from just before a rotation would be missing. Constant: $1 is yes or
    // no.
    private const string Script = $"""
        cd {Folder}
        [ ! -f access.log.0 ] || cat access.log.0
        if [ "$1" = yes ]; then exec tail -n +1 --follow=name --retry access.log 2>/dev/null; fi
        [ ! -f access.log ] || cat access.log
        """;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadAsync(
        bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var container = SandboxStack.Container(options.Name, "proxy");
        string[] inspect = ["container", "inspect", "--format", "{{.State.Running}}", container];
        var state = await docker.TryAsync(inspect, cancellation);
        if (state.Output.Trim() != "true")
            throw new SandboxException($"The proxy of sandbox {options.Name} does not run.", options.CommandFor("Up"));

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
        string[] command = ["exec", container, "bash", "-c", Script, "bash", follow ? "yes" : "no"];
        try
        {
            await docker.StreamAsync(command, null, line => Hand(line, lines, cancellation), cancellation);
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
