using System.Net.Sockets;
using System.Runtime.InteropServices;
using AiSandbox.Guard.Configuration;

namespace AiSandbox.Guard.Keys;

/// <summary><c>guard --keys</c>: reads the private keys, gives up the right to, and hands out signatures.</summary>
internal static class KeysCommand
{
    private const int SignaturesAMinute = 300; // a rebase signs each commit anew
    private const int LongestKey = 64 * 1024;

    private const string Private = "/run/host/keys", Public = "/run/host/ssh", AgentSocket = "/run/agent/agent.sock", Socket = "/run/keys/agent.sock";

    /// <summary>Runs what the first argument says.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> MainAsync(string[] arguments)
    {
        try
        {
            return arguments is ["--keys", .. var words] ? await RunAsync(words) : await HealthAsync();
        }
        catch (Exception failed) when (failed is ConfigurationException or IOException or UnauthorizedAccessException or SocketException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"keys: {failed.Message}");
            return 1;
        }
    }

    // Until it is told to end, or the agent does.
    private static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var options = KeysOptions.Parse(words);
        var files = ReadKeys(Private);
        var pinned = PinnedHosts.Read(Path.Combine(Public, "known_hosts"), Path.Combine(Public, "known_hosts.own"));
        Rights.GiveUp();

        var log = new KeysLog(Console.Out, TimeProvider.System);
        File.Delete(AgentSocket);
        using var house = await KeyHouse.OpenAsync(AgentSocket, files, pinned, options.IsBound, log);
        var filter = new KeysFilter(options, house.Keys, new MinuteLimit(SignaturesAMinute, TimeProvider.System));
        using var listener = KeysServer.Listen(Socket);
        using var end = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var serving = new KeysServer(filter, pinned, AgentSocket, log).RunAsync(listener, end.Token);
        var ended = await Task.WhenAny(serving, house.Ended);
        File.Delete(Socket);
        if (ended == serving)
            return 0;

        throw new ConfigurationException("ssh-agent has ended, so nothing is signed any more.");

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            end.Cancel();
        }
    }

    // Asks the keys that run here for their list.
    private static async Task<int> HealthAsync()
    {
        var limit = TimeSpan.FromSeconds(3);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        await AgentFrame.WriteAsync(client, new[] { AgentMessages.List }, limit, CancellationToken.None);
        var answer = await AgentFrame.ReadAsync(client, LongestKey, limit, limit, CancellationToken.None);

        return answer is [AgentMessages.Listed, ..] ? 0 : 1;
    }

    /// <summary>Reads the private keys of a folder.</summary>
    /// <exception cref="ConfigurationException">One cannot be read.</exception>
    internal static Dictionary<string, byte[]> ReadKeys(string folder)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => HeldKey.IsKey(Path.GetFileName(file))))
        {
            var name = Path.GetFileName(file);
            try
            {
                if (new FileInfo(file).Length > LongestKey)
                    throw new ConfigurationException($"{name} is longer than a private key.");
                keys[name] = File.ReadAllBytes(file);
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                throw new ConfigurationException($"{name} cannot be read: {failed.Message}");
            }
        }

        return keys;
    }
}
