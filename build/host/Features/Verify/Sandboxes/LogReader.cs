using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Verification;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>
/// Reads logs inside a container behind a fence: an event of our own, caused just before, that each log must show. Where
/// one does not, it is no witness, and "no line" says nothing. It goes on where it stopped.
/// </summary>
/// <param name="fence">What the names of all fences of this run begin with.</param>
/// <param name="cause">Bash that causes the fence in every log; its name is in <c>$fence</c>.</param>
/// <param name="execute">Runs bash in the container: the script and the words behind it.</param>
internal sealed class LogReader(
    string fence,
    string cause,
    IReadOnlyList<string> logs,
    Func<IReadOnlyList<string>, CancellationToken, Task<CommandResult>> execute)
{
    /// <summary>Makes the proxy refuse a name, the guard a method, and the gate a name that is looked up.</summary>
    public const string ProxyFence = """
        exec 3<>/dev/tcp/proxy/3128 4<>/dev/tcp/proxy/3128 5<>/dev/udp/127.0.0.53/53
        label=${fence%%.*}
        printf "\0\7\1\0\0\1\0\0\0\0\0\0\x$(printf %02x ${#label})$label\7invalid\0\0\1\0\1" >&5
        printf 'CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\n\r\n' "$fence" "$fence" >&3
        printf 'GET http://%s/ HTTP/1.1\r\nHost: %s\r\n\r\n' "$fence" "$fence" >&4
        read -r -t 5 _ <&3
        read -r -t 5 _ <&4
        """;

    /// <summary>Asks the simulated internet's name server for a name; it writes every question down.</summary>
    public const string InternetFence = """
        label=${fence%%.*}
        exec 3<>/dev/udp/127.0.0.1/53
        printf "\0\7\1\0\0\1\0\0\0\0\0\0\x$(printf %02x ${#label})$label\7invalid\0\0\1\0\1" >&3
        """;

    // What the output of one log ends with.
    private const string End = "\n\u001e\n";

    // A log has the fence's line last of all that was caused before, but its writers are threads: a moment for the
    // others.
    private const string Read = """
        while (( $# > 0 )); do
          log=$1 offset=$2
          shift 2
          for _ in {1..200}; do
            if tail -c 65536 "$log" | grep -qF "$fence"; then sleep 0.05; break; fi
            sleep 0.05
          done
          if (( $(stat -c %s "$log") < offset )); then offset=0; fi
          echo "$offset"
          tail -c "+$((offset + 1))" "$log"
          printf '\n\036\n'
        done
        """;

    // The name that the proxy's health check asks it for all the time (images/proxy/proxy-health). Where the policy
    // lets it pass, it is looked up, in the time of whatever case runs just then; the cases show that hole by
    // themselves.
    private const string HealthCheck = "health.invalid";

    private readonly long[] _offsets = new long[logs.Count];
    private int _count;

    /// <summary>Reads what has been written since the last reading.</summary>
    public async Task<LogExtract> ReadAsync(CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{fence}{++_count}.invalid");
        var words = logs.SelectMany((log, i) => new[] { log, _offsets[i].ToString(CultureInfo.InvariantCulture) });
        CommandResult result;
        try
        {
            result = await execute(
                ["bash", "-c", $"fence=$1; shift\n{cause}\n{Read}", "log", name, .. words], cancellation);
        }
        catch (Exception failed) when (failed is CommandException or SandboxException)
        {
            return new LogExtract([], failed.Message);
        }

        var pieces = result.Output.Split(End);
        if (pieces.Length != logs.Count + 1)
            return new LogExtract([], $"the log cannot be read. {result.Error}".Trim());
        var extracts = logs.Select((log, i) => Extract(pieces[i], fence, name, log, ref _offsets[i])).ToList();

        return new LogExtract(
            [.. extracts.SelectMany(extract => extract.Lines)],
            extracts.Select(extract => extract.Lost).FirstOrDefault(lost => lost is not null));
    }

    /// <summary>A new beginning of names, which nobody outside this process can guess.</summary>
    public static string NewFence() => $"fence-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}-";

    /// <summary>What a reading of one log shows.</summary>
    internal static LogExtract Extract(string output, string fence, string name, string log, ref long offset)
    {
        // The first line says where the log was read from: at its beginning, where it was begun anew. A line that is
        // still being written belongs to the next reading.
        var start = output.IndexOf('\n', StringComparison.Ordinal) + 1;
        var text = output[start..Math.Max(start, output.LastIndexOf('\n') + 1)];
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        offset = long.Parse(output.AsSpan(0, start).Trim(), CultureInfo.InvariantCulture) + Encoding.UTF8.GetByteCount(text);

        return new LogExtract(
            [.. lines.Where(line => !line.Contains(fence, StringComparison.Ordinal)
                && !line.Contains($"\"{HealthCheck}\"", StringComparison.Ordinal))],
            lines.Any(line => line.Contains(name, StringComparison.Ordinal))
                ? null
                : $"{log} does not show what was caused just now");
    }
}
