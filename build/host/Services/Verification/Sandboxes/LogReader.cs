using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Adapters.Commands;

namespace AiSandbox.Host.Services.Verification.Sandboxes;

/// <summary>
/// Reads a log inside a container behind a fence: an event of our own, caused just before, that the log must show.
/// Where it does not, the log is no witness, and "no line" says nothing.
/// </summary>
/// <param name="fence">What the names of all fences of this run begin with.</param>
/// <param name="cause">Bash that causes the fence, whose name is in <c>$fence</c>.</param>
/// <param name="log">The log's path in the container.</param>
/// <param name="execute">Runs bash in the container: the script and the words behind it.</param>
internal sealed class LogReader(
    string fence, string cause, string log, Func<IReadOnlyList<string>, CancellationToken, Task<CommandResult>> execute)
{
    /// <summary>
    /// Makes the proxy refuse a name. It comes from the container's own address on a network, not from 127.0.0.1, whose
    /// requests are not logged.
    /// </summary>
    public const string ProxyFence = """
        address=$(hostname -i)
        exec 3<>"/dev/tcp/${address%% *}/3128"
        printf 'CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\n\r\n' "$fence" "$fence" >&3
        read -r -t 5 _ <&3
        """;

    /// <summary>Asks the simulated internet's name server for a name; it writes every question down.</summary>
    public const string InternetFence = """
        label=${fence%%.*}
        exec 3<>/dev/udp/127.0.0.1/53
        printf "\0\7\1\0\0\1\0\0\0\0\0\0\x$(printf %02x ${#label})$label\7invalid\0\0\1\0\1" >&3
        """;

    // The log has the fence's line last of all that was caused before, but its writers are threads: a moment for the
    // others.
    private const string Read = """
        for _ in {1..200}; do
          if tail -c 65536 "$log" | grep -qF "$fence"; then sleep 0.05; break; fi
          sleep 0.05
        done
        size=$(stat -c %s "$log")
        if (( size < offset )); then offset=0; fi
        tail -c "+$((offset + 1))" "$log"
        """;

    // The name that the proxy's health check asks it for all the time (images/proxy/proxy-health). Where the policy
    // lets it pass, it is looked up, in the time of whatever case runs just then; the cases show that hole by
    // themselves.
    private const string HealthCheck = "health.invalid";

    private int _count;

    /// <summary>Reads what stands behind an offset.</summary>
    public async Task<LogExtract> ReadAsync(long offset, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{fence}{++_count}.invalid");
        var script = $"fence=$1 offset=$2 log={log}\n{cause}\n{Read}";
        CommandResult result;
        try
        {
            result = await execute(
                ["bash", "-c", script, "log", name, offset.ToString(CultureInfo.InvariantCulture)], cancellation);
        }
        catch (Exception failed) when (failed is CommandException or SandboxException)
        {
            return new LogExtract([], offset, failed.Message);
        }

        return Extract(result, offset, fence, name);
    }

    /// <summary>A new beginning of names, which nobody outside this process can guess.</summary>
    public static string NewFence() => $"fence-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}-";

    /// <summary>What a reading shows.</summary>
    internal static LogExtract Extract(CommandResult result, long offset, string fence, string name)
    {
        // A line that is still being written belongs to the next reading.
        var text = result.Output[..(result.Output.LastIndexOf('\n') + 1)];
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lost = lines.Any(line => line.Contains(name, StringComparison.Ordinal))
            ? null
            : $"the log does not show what was caused just now. {result.Error}".Trim();

        return new LogExtract(
            [.. lines.Where(line => !line.Contains(fence, StringComparison.Ordinal)
                && !line.Contains($"\"{HealthCheck}\"", StringComparison.Ordinal))],
            offset + Encoding.UTF8.GetByteCount(text),
            lost);
    }
}
