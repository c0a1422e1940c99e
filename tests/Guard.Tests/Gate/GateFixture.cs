using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Gate;
using Guard.Tests.Relay;

namespace Guard.Tests.Gate;

/// <summary>A gate in this process, with stand-ins for the engine's resolver and for the guard.</summary>
internal sealed class GateFixture : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gate-").FullName;
    private readonly Socket _engine = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly List<Exception> _logFailures = [];
    private readonly List<Peer> _clients = [];

    public GateFixture(Func<Peer, Task>? serve = null)
    {
        Guard = new FakeSquid(serve ?? FakeSquid.EchoAsync);
        _engine.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ = ServeNamesAsync();
        List("github.com", ".wild.example");
        Server = Open();
        Server.Start();
    }

    // A port that is free for datagrams may be taken for streams: then it is another one.
    private GateServer Open()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new GateServer(
                    new GateOptions(
                        new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 0), (IPEndPoint)_engine.LocalEndPoint!, Guard.Port, _folder,
                        Path.Combine(_folder, "access.log")),
                    _logFailures.Add,
                    _ => Dialled);
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse && tries < 50)
            {
            }
        }
    }

    public FakeSquid Guard { get; }

    public GateServer Server { get; }

    /// <summary>Where the kernel says that the next connections were for.</summary>
    public IPEndPoint? Dialled { get; set; }

    /// <summary>How the engine's resolver answers a question; null for silence.</summary>
    public Func<byte[], byte[]?> Engine { get; set; } = Proxy;

    /// <summary>The names that the engine's resolver was asked for.</summary>
    public List<string> AskedEngine { get; } = [];

    /// <summary>As Docker answers: the name is written out in full, and not pointed to.</summary>
    public static byte[] Proxy(byte[] question) =>
    [
        question[0], question[1], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, .. question[12..],
        .. Dns.Labels("proxy"), 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, 127, 0, 0, 1,
    ];

    public void List(params string[] names)
    {
        File.WriteAllLines(Path.Combine(_folder, "allowed-443"), names);
        File.WriteAllLines(Path.Combine(_folder, "allowed-22"), ["only-ssh.example"]);
    }

    public void Beside(params string[] names) => File.WriteAllLines(Path.Combine(_folder, "service-names"), names);

    public void RemoveLists() => File.Delete(Path.Combine(_folder, "allowed-443"));

    public async Task<byte[]> AskAsync(byte[] question, bool stream = false)
    {
        using var peer = new Peer(new Socket(AddressFamily.InterNetwork, stream ? SocketType.Stream : SocketType.Dgram, stream ? ProtocolType.Tcp : ProtocolType.Udp));
        await peer.Socket.ConnectAsync(Server.Names);
        await peer.SendAsync(stream ? [(byte)(question.Length >> 8), (byte)question.Length, .. question] : question);
        return (await peer.ReceiveAsync())[(stream ? 2 : 0)..];
    }

    public async Task<IPAddress> AddressAsync(string name)
    {
        var question = Dns.Question(name);
        return new IPAddress(Dns.Record(await AskAsync(question), question));
    }

    /// <summary>Dials a name as a program does that knows of no proxy.</summary>
    public async Task<Peer> DialAsync(string name, int port = 443)
    {
        Dialled = new IPEndPoint(await AddressAsync(name), port);
        return await DialAsync();
    }

    public async Task<Peer> DialAsync()
    {
        var client = await Peer.ConnectAsync(Server.Relay);
        _clients.Add(client);
        return client;
    }

    /// <summary>Whether a connection is broken; one may be before it is known here that it was made.</summary>
    public async Task<bool> IsBrokenAsync()
    {
        try
        {
            return await (await DialAsync()).IsResetAsync();
        }
        catch (SocketException broken)
        {
            return broken.SocketErrorCode == SocketError.ConnectionReset;
        }
    }

    public string Log()
    {
        using var file = new StreamReader(new FileStream(Path.Combine(_folder, "access.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        Guard.Dispose();
        await GuardFixture.UntilAsync(() => Server.Connections == 0, "every connection ends with both of its sides");
        await Server.DisposeAsync();
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
        _logFailures.ShouldBeEmpty();
    }

    private async Task ServeNamesAsync()
    {
        var buffer = new byte[512];
        try
        {
            while (true)
            {
                var received = await _engine.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                var question = buffer[..received.ReceivedBytes];
                DnsQuery.Read(question, out var query);
                AskedEngine.Add(query.Name ?? "?");
                if (Engine(question) is { } answer)
                    await _engine.SendToAsync(answer, SocketFlags.None, received.RemoteEndPoint);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
