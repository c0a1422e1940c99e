using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Relay;
using Guard.Tests.Protocol;

namespace Guard.Tests.Relay;

/// <summary>A guard in this process with a stand-in for Squid, its lists and its log in a folder of its own.</summary>
internal sealed class GuardFixture : IAsyncDisposable
{
    public const string Host = "github.com";

    private readonly string _folder = Directory.CreateTempSubdirectory("guard-").FullName;
    private readonly List<Exception> _logFailures = [];
    private readonly List<Peer> _clients = [];

    public GuardFixture(Func<Peer, Task>? serve = null, Func<GuardOptions, GuardOptions>? change = null, bool squidIsUp = true)
    {
        Squid = new FakeSquid(serve ?? FakeSquid.EchoAsync, squidIsUp);
        WriteList("allowed-443", "github.com", ".example.org");
        WriteList("allowed-22", "github.com");
        var options = new GuardOptions(
            Listen: "127.0.0.1:0",
            Squid: string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Squid.Port}"),
            Lists: _folder,
            Log: LogPath,
            SpareConnections: 0);
        Server = new GuardServer(change is null ? options : change(options), _logFailures.Add);
        Server.Start();
    }

    public FakeSquid Squid { get; }

    public GuardServer Server { get; }

    public string LogPath => Path.Combine(_folder, "access.log");

    public static string Request(string host = Host, int port = 443) =>
        string.Create(CultureInfo.InvariantCulture, $"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}\r\n\r\n");

    public void WriteList(string name, params string[] lines) => File.WriteAllLines(Path.Combine(_folder, name), lines);

    public void RemoveList(string name) => File.Delete(Path.Combine(_folder, name));

    public async Task<Peer> ConnectAsync(string from = "127.0.0.2")
    {
        var client = await Peer.ConnectAsync(Server.Address, from);
        _clients.Add(client);
        return client;
    }

    /// <summary>Sends one text on a connection of its own, and reads the answer to its end.</summary>
    public async Task<string> AskAsync(string text)
    {
        using var client = await ConnectAsync();
        await client.SendAsync(text);
        return await client.ReceiveToEndAsync();
    }

    /// <summary>A tunnel that Squid has opened, nothing sent in it yet.</summary>
    public async Task<Peer> OpenAsync(string host = Host, int port = 443)
    {
        var client = await ConnectAsync();
        await client.SendAsync(Request(host, port));
        (await client.ReceiveTextAsync(FakeSquid.Opened.Length)).ShouldBe(FakeSquid.Opened);
        return client;
    }

    /// <summary>A tunnel on 443 whose hello came back from the echo.</summary>
    public async Task<Peer> OpenWithHelloAsync(string host = Host)
    {
        var client = await OpenAsync(host);
        var hello = HelloBuilder.Hello(host);
        await client.SendAsync(hello);
        (await client.ReceiveTextAsync(hello.Length)).Length.ShouldBe(hello.Length);
        return client;
    }

    /// <summary>The log's lines, as "event reason".</summary>
    public IReadOnlyList<string> Events(string? name = null) =>
        [.. Lines().Select(line => $"{line.GetProperty("event")} {line.GetProperty("reason")}")
            .Where(line => name is null ? !line.StartsWith("note", StringComparison.Ordinal) : line.StartsWith(name, StringComparison.Ordinal))];

    public IReadOnlyList<JsonElement> Lines()
    {
        using var file = new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <summary>Waits for the log to have a line "event reason".</summary>
    public async Task<JsonElement> WaitForAsync(string line)
    {
        await UntilAsync(() => Events().Concat(Events("note")).Contains(line, StringComparer.Ordinal), $"{line} in {string.Join(", ", Events())}");
        return Lines().Last(entry => $"{entry.GetProperty("event")} {entry.GetProperty("reason")}" == line);
    }

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), what);
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Server.DisposeAsync();
        Squid.Dispose();
        await UntilAsync(() => Server.Connections == 0, "every connection ends with the guard");
        Directory.Delete(_folder, recursive: true);
        _logFailures.ShouldBeEmpty();
    }
}
