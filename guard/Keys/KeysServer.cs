using System.Net.Sockets;
using AiSandbox.Guard.Relay;

namespace AiSandbox.Guard.Keys;

/// <summary>The socket that the workspace sees. Each connection has one of its own to the agent, which remembers what it is bound to.</summary>
/// <param name="filter">What may pass.</param>
/// <param name="pinned">What hosts are called.</param>
/// <param name="agent">The agent's socket.</param>
/// <param name="log">Where signatures are written down.</param>
internal sealed class KeysServer(KeysFilter filter, PinnedHosts pinned, string agent, KeysLog log)
{
    private const int MaximumConnections = 32;
    private const int MaximumMessage = 64 * 1024; // of a client: a request to sign has less than one KB
    private const int MaximumAnswer = 256 * 1024; // as OpenSSH has it

    private static readonly byte[] Failure = [AgentMessages.Failure];

    private readonly Admission _admission = new(MaximumConnections, MaximumConnections);

    /// <summary>How long a connection may be silent.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a message may take, from its first byte to its last.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Opens the socket, to whoever sees it: the workspace is who it wants to be.</summary>
    public static Socket Listen(string path)
    {
        File.Delete(path); // of a process that was ended
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        socket.Listen(MaximumConnections);
        return socket;
    }

    /// <summary>Serves until it is stopped.</summary>
    public Task RunAsync(Socket listener, CancellationToken stopping) =>
        AcceptLoop.RunAsync(listener, _admission, (client, place) => ServeAsync(client, place, stopping), stopping);

    private async Task ServeAsync(Socket client, IDisposable place, CancellationToken stopping)
    {
        using (place)
        using (client)
        using (var upstream = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            try
            {
                await upstream.ConnectAsync(new UnixDomainSocketEndPoint(agent), stopping);
                string? host = null;
                while (await AgentFrame.ReadAsync(client, MaximumMessage, Idle, Whole, stopping) is { } message)
                {
                    var (answer, bound) = await AnswerAsync(upstream, message, host, stopping);
                    host = bound ?? host;
                    if (answer is null || !await AgentFrame.WriteAsync(client, answer, Whole, stopping))
                        return;
                }
            }
            catch (AgentFrameException wrong)
            {
                log.Refused(wrong.Message);
            }
            catch (Exception ended) when (ended is SocketException or OperationCanceledException or IOException)
            {
                // This connection ends; the client sees that.
            }
        }
    }

    private async Task<(byte[]? Answer, string? Host)> AnswerAsync(Socket upstream, byte[] message, string? host, CancellationToken stopping)
    {
        var verdict = filter.Judge(message, host);
        if (!verdict.Passes)
        {
            log.Refused(verdict.What!);
            return (Failure, null);
        }

        var answer = await AgentFrame.WriteAsync(upstream, message, Whole, stopping)
            ? await AgentFrame.ReadAsync(upstream, MaximumAnswer, Whole, Whole, stopping)
            : null;
        if (answer is null)
            return (null, null);

        // Written down before it is handed out.
        if (verdict.What is { } what && answer[0] == AgentMessages.Signed)
            log.Signed(what);
        else if (verdict.What is not null)
            log.Refused($"{verdict.What}: the key is not for that host");

        return (answer, answer[0] == AgentMessages.Success && KeysFilter.IsBind(message, out var key) ? pinned.NameOf(key) : null);
    }
}
