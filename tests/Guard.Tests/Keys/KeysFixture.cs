using System.Diagnostics;
using System.Net.Sockets;
using AiSandbox.Guard.Keys;

namespace Guard.Tests.Keys;

/// <summary>Keys behind OpenSSH's agent, as they run in the container but for the user that they run as.</summary>
internal sealed class KeysFixture : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keys").FullName;
    private readonly StringWriter _said = new() { NewLine = "\n" };
    private readonly CancellationTokenSource _end = new();
    private KeyHouse? _house;
    private Socket? _listener;
    private Task _serving = Task.CompletedTask;

    public string Socket => Path.Combine(_folder, "s");

    public string Log => _said.ToString();

    public IReadOnlyList<HeldKey> Keys => _house!.Keys;

    /// <summary>Starts it.</summary>
    /// <param name="hostKey">The host key of github.com, as a line of known_hosts has it.</param>
    /// <param name="words">How it is started.</param>
    public static async Task<KeysFixture> StartAsync(string hostKey, string words = "pass=11,13,27 namespace=git bind=pinned", params string[] more)
    {
        if (!File.Exists("/usr/bin/ssh-agent") || !File.Exists("/usr/bin/ssh-add"))
            Assert.Ignore("There is no ssh-agent on this machine.");

        var keys = new KeysFixture();
        var hosts = keys.Write("known_hosts", $"github.com,*.github.com {hostKey}\n");
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in more.Concat([HeldKey.Login, HeldKey.Signing]))
        {
            await keys.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", Path.Combine(keys._folder, name));
            files[name] = await File.ReadAllBytesAsync(Path.Combine(keys._folder, name));
            File.Delete(Path.Combine(keys._folder, name));
        }

        var options = KeysOptions.Parse(words.Split(' '));
        var pinned = PinnedHosts.Read(hosts);
        var agent = Path.Combine(keys._folder, "a");
        var log = new KeysLog(TextWriter.Synchronized(keys._said), TimeProvider.System);
        keys._house = await KeyHouse.OpenAsync(agent, files, pinned, options.IsBound, log);
        keys._listener = KeysServer.Listen(keys.Socket);
        var filter = new KeysFilter(options, keys._house.Keys, new MinuteLimit(1000, TimeProvider.System));
        keys._serving = new KeysServer(filter, pinned, agent, log) { Idle = TimeSpan.FromSeconds(30), Whole = TimeSpan.FromSeconds(1) }
            .RunAsync(keys._listener, keys._end.Token);
        return keys;
    }

    public string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        return socket;
    }

    /// <summary>Sends messages over one connection.</summary>
    /// <returns>The types of the answers; 0 where the connection was ended.</returns>
    public async Task<byte[]> AskAsync(params byte[][] messages)
    {
        using var client = await ConnectAsync();
        List<byte> answers = [];
        foreach (var message in messages)
        {
            var limit = TimeSpan.FromSeconds(10);
            await AgentFrame.WriteAsync(client, message, limit, CancellationToken.None);
            answers.Add((await AgentFrame.ReadAsync(client, 256 * 1024, limit, limit, CancellationToken.None))?[0] ?? 0);
        }

        return [.. answers];
    }

    public async Task<(int ExitCode, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        start.Environment["SSH_AUTH_SOCK"] = Socket;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener?.Dispose();
        _house?.Dispose();
        _end.Dispose();
        await _said.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
