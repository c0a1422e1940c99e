using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Logs;

/// <summary>Reads the proxy's log on its volume, the rotated part included.</summary>
/// <param name="docker">The engine.</param>
public sealed class ProxyLog(DockerCli docker)
{
    private const string Folder = "/var/log/squid";

    // The newest rotated file too: else an event from just before a rotation would be missing. Constant: $1 is yes or no.
    private const string Script = $"""
        cd {Folder}
        [ ! -f access.log.0 ] || cat access.log.0
        if [ "$1" = yes ]; then exec tail -n +1 --follow=name --retry access.log 2>/dev/null; fi
        [ ! -f access.log ] || cat access.log
        """;

    /// <summary>Hands on each line that is asked for.</summary>
    /// <param name="options">Which: --follow, --since, --denied, --raw.</param>
    /// <param name="show">Gets each line, as it is to be shown.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">The proxy does not run.</exception>
    public async Task ReadAsync(HostOptions options, Action<string> show, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(options.Name, "proxy");
        if (!await docker.IsRunningAsync(container, cancellation))
            throw new SandboxException($"The proxy of sandbox {options.Name} does not run.", options.CommandFor("Up"));

        await docker.StreamAsync(
            ["exec", container, "bash", "-c", Script, "bash", options.Follow ? "yes" : "no"],
            null,
            line =>
            {
                if (Select(line, options) is { } text)
                    show(text);
            },
            cancellation);
    }

    /// <summary>How many requests were refused since a point in time.</summary>
    public async Task<int> CountDeniedAsync(HostOptions options, DateTimeOffset since, CancellationToken cancellation)
    {
        var count = 0;
        await ReadAsync(options with { Follow = false, Denied = true, Since = since }, _ => count++, cancellation);
        return count;
    }

    /// <summary>What is shown of a line; <see langword="null"/> where it is left out.</summary>
    internal static string? Select(string line, HostOptions options)
    {
        var seen = ProxyLogLine.Parse(line);
        if (seen is null)
            return options.Denied ? null : $"unreadable: {ProxyLogFormat.Harmless(line)}";
        if (!options.Raw && (seen.IsEmpty || IsSelfCheck(seen)))
            return null;
        if ((options.Denied && seen.Allowed) || (options.Since is { } since && seen.When < since))
            return null;

        return options.Raw ? line : ProxyLogFormat.Line(seen);
    }

    // Up asks for a name of its own, to see that it is refused.
    private static bool IsSelfCheck(ProxyLogLine seen) =>
        seen.Host.StartsWith("self-check-", StringComparison.Ordinal) && seen.Host.EndsWith(".invalid", StringComparison.Ordinal);
}
