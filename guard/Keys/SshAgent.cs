using System.Diagnostics;
using System.Net.Sockets;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Keys;

/// <summary>OpenSSH's agent, which holds the keys: what it signs for whom is decided before it, that a key is bound to hosts in it.</summary>
/// <param name="socket">Its socket, where nobody else comes.</param>
internal sealed class SshAgent(string socket) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Process _process = Start("ssh-agent", ["-D", "-a", socket], null);

    /// <summary>Ends when the agent does.</summary>
    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Waits until it listens.</summary>
    /// <exception cref="ConfigurationException">It does not start.</exception>
    public async Task WaitAsync()
    {
        for (var begin = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await ListAsync();
                return;
            }
            catch (SocketException) when (!_process.HasExited && Stopwatch.GetElapsedTime(begin) < Limit)
            {
                await Task.Delay(10);
            }
            catch (SocketException failed)
            {
                throw new ConfigurationException($"ssh-agent does not start: {failed.Message}");
            }
        }
    }

    /// <summary>Gives it a key.</summary>
    /// <param name="name">The name of its file.</param>
    /// <param name="text">The private key.</param>
    /// <param name="hosts">The hosts that it logs in at; none for one that is not bound.</param>
    /// <param name="file">Where their keys are.</param>
    /// <exception cref="ConfigurationException">It is none that can be used.</exception>
    public async Task<HeldKey> AddAsync(string name, byte[] text, IReadOnlyCollection<string> hosts, string file)
    {
        var before = await ListAsync();
        string[] bounds = hosts.Count == 0 ? [] : [.. hosts.SelectMany(host => new[] { "-h", host }), "-H", file];
        using var adding = Start("ssh-add", ["-q", .. bounds, "-"], socket);
        await adding.StandardInput.BaseStream.WriteAsync(text);
        adding.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        var said = await adding.StandardError.ReadToEndAsync(limit.Token);
        await adding.WaitForExitAsync(limit.Token);
        if (adding.ExitCode != 0)
            throw new ConfigurationException($"{name} is not a private key without a passphrase, or cannot be bound. ssh-add said: {said.Trim().ReplaceLineEndings(" ")}");

        var more = (await ListAsync()).Where(one => !before.Any(other => other.AsSpan().SequenceEqual(one))).ToList();
        return more is [var key] ? new HeldKey(name, key) : throw new ConfigurationException($"{name} is the same key as another one here. Each needs its own: move one away.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<List<byte[]>> ListAsync()
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await AgentFrame.WriteAsync(client, new[] { AgentMessages.List }, Limit, CancellationToken.None);
        return Keys(await AgentFrame.ReadAsync(client, 256 * 1024, Limit, Limit, CancellationToken.None));
    }

    private static List<byte[]> Keys(byte[]? answer)
    {
        var reader = new ByteReader(answer);
        if (!reader.TryTakeByte(out var type) || type != AgentMessages.Listed || !reader.TryTakeUInt32(out var count))
            throw new ConfigurationException("ssh-agent does not list its keys.");

        List<byte[]> keys = [];
        for (var i = 0; i < count && reader.TryTakeVector32(out var key) && reader.TryTakeVector32(out _); i++)
            keys.Add(key.ToArray());
        return keys;
    }

    private static Process Start(string program, IEnumerable<string> arguments, string? agent)
    {
        var start = new ProcessStartInfo($"/usr/bin/{program}", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        if (agent is not null)
            start.Environment["SSH_AUTH_SOCK"] = agent;
        return Process.Start(start)!;
    }
}
