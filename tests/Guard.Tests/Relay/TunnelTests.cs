using System.Net.Sockets;
using System.Text;
using Guard.Tests.Protocol;

namespace Guard.Tests.Relay;

[CancelAfter(60_000)]
public sealed class TunnelTests
{
    private static readonly byte[] Hello = HelloBuilder.Hello(GuardFixture.Host);

    [TestCase("GET / HTTP/1.1\r\n\r\n", "not-tls")]
    [TestCase("SSH-2.0-x\r\n", "not-tls")]
    [TestCase("\u0016\u0003\u0001\u0000\u0004\u0002\u0000\u0000\u0000", "hello-malformed")]
    public async Task Should_cut_what_is_no_hello(string text, string reason) =>
        await ShouldBeCutAsync(443, Encoding.Latin1.GetBytes(text), reason);

    [Test]
    public async Task Should_cut_a_hello_to_another_host()
    {
        await ShouldBeCutAsync(443, HelloBuilder.Hello("evil.example"), "sni-other");
        await ShouldBeCutAsync(443, HelloBuilder.Hello(HelloBuilder.Names("github.com", "evil.example")), "sni-several");
        await ShouldBeCutAsync(443, HelloBuilder.Hello(HelloBuilder.Extension(43, [2, 3, 4])), "sni-missing");
        await ShouldBeCutAsync(443, HelloBuilder.Hello(HelloBuilder.Names("github.com"), HelloBuilder.Extension(0xfe0d, [0])), "ech");
        await ShouldBeCutAsync(443, [22, 3, 1, 0, 4, 1, 2, 0, 0], "hello-size");
    }

    [Test]
    public async Task Should_cut_a_port_that_has_no_check() => await ShouldBeCutAsync(8443, Hello, "port");

    [Test]
    public async Task Should_cut_what_is_no_SSH() => await ShouldBeCutAsync(22, Hello, "not-ssh");

    [Test]
    public async Task Should_let_a_large_hello_through_however_it_is_split()
    {
        await using var guard = new GuardFixture();
        var message = HelloBuilder.Message(HelloBuilder.Body(
            HelloBuilder.Extension(21, new byte[40_000]), HelloBuilder.Names(GuardFixture.Host)));
        var hello = HelloBuilder.Records(message, 5000);
        using var client = await guard.OpenAsync();

        foreach (var part in hello.Chunk(7001))
        {
            guard.Squid.Behind.Length.ShouldBe(0);
            await client.SendAsync(part);
        }

        (await client.ReceiveTextAsync(hello.Length)).ShouldBe(Encoding.Latin1.GetString(hello));
    }

    [Test]
    public async Task Should_pass_nothing_of_the_server_on_before_the_hello()
    {
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened + "early");
            await peer.ReceiveAsync();
        });
        using var client = await guard.OpenAsync();
        await Task.Delay(100);
        client.Socket.Available.ShouldBe(0);

        await client.SendAsync(Hello);

        (await client.ReceiveTextAsync(5)).ShouldBe("early");
    }

    [Test]
    public async Task Should_carry_SSH_whoever_speaks_first()
    {
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened);
            await peer.SendAsync("SSH-2.0-server\r\n");
            await FakeSquid.EchoAsync(peer);
        });
        using var client = await guard.OpenAsync(port: 22);

        (await client.ReceiveTextAsync(16)).ShouldBe("SSH-2.0-server\r\n");
        await client.SendAsync("SSH-");
        await Task.Delay(50);
        guard.Squid.Behind.Length.ShouldBe(0);
        await client.SendAsync("2.0-client\r\n");

        (await client.ReceiveTextAsync(FakeSquid.Opened.Length + 16)).ShouldEndWith("SSH-2.0-client\r\n");
    }

    [TestCase(10)]
    [TestCase(300_000)]
    public async Task Should_pass_nothing_up_on_22_before_the_server_has_said_SSH(int length)
    {
        var early = false;
        var banner = "SSH-2.0-client\r\n" + new string('x', length);
        var passed = new TaskCompletionSource<string>();
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened);
            early = peer.Socket.Poll(300_000, SelectMode.SelectRead);
            await peer.SendAsync("SSH-");
            early |= peer.Socket.Poll(100_000, SelectMode.SelectRead);
            await peer.SendAsync("2.0-server\r\n");
            passed.SetResult(await peer.ReceiveTextAsync(banner.Length));
        });
        using var client = await guard.OpenAsync(port: 22);

        await client.SendAsync(banner);

        (await client.ReceiveTextAsync(16)).ShouldBe("SSH-2.0-server\r\n");
        ((await passed.Task) == banner).ShouldBeTrue("all of it goes up, in its order, once the server has spoken");
        early.ShouldBeFalse();
    }

    [TestCase("", "close end")]
    [TestCase("SSH-", "close end")]
    [TestCase("SSH-1.5-old\r\n", "cut server-not-ssh")]
    public async Task Should_pass_nothing_up_on_22_where_the_server_never_says_SSH(string said, string end)
    {
        var sent = new TaskCompletionSource();
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened);
            await sent.Task;
            await Task.Delay(100);
            await peer.SendAsync(said);
            peer.Socket.Shutdown(SocketShutdown.Send);
            await peer.ReceiveToEndAsync();
        });
        using var client = await guard.OpenAsync(port: 22);

        await client.SendAsync("SSH-2.0-client\r\nsecret");
        sent.SetResult();

        (await client.ReceiveToEndAsync()).ShouldBe("");
        await guard.WaitForAsync(end);
        guard.Squid.Behind.Length.ShouldBe(0);
    }

    [Test]
    public async Task Should_end_with_a_client_on_22_that_goes_before_the_server_has_spoken()
    {
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened);
            await peer.ReceiveToEndAsync();
        });
        using var client = await guard.OpenAsync(port: 22);

        await client.SendAsync("SSH-2.0-client\r\nsecret");
        client.Socket.Shutdown(SocketShutdown.Send);

        await guard.WaitForAsync("close end");
        guard.Squid.Behind.Length.ShouldBe(0);
    }

    [Test]
    public async Task Should_cut_a_server_that_does_not_speak_SSH()
    {
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened);
            await peer.SendAsync("HTTP/1.1 200 OK\r\n");
            await peer.ReceiveAsync();
        });
        using var client = await guard.ConnectAsync();
        await client.SendAsync(GuardFixture.Request(port: 22));

        (await client.ReceiveToEndAsync()).ShouldBe(FakeSquid.Opened);
        await guard.WaitForAsync("cut server-not-ssh");
    }

    [TestCase(443)]
    [TestCase(22)]
    public async Task Should_cut_a_tunnel_without_first_bytes(int port)
    {
        await using var guard = new GuardFixture(change: options => options with { FirstBytesSeconds = 0.3 });
        using var client = await guard.OpenAsync(port: port);

        (await client.IsResetAsync()).ShouldBeTrue();
        await guard.WaitForAsync("cut first-bytes-time");
    }

    [Test]
    public async Task Should_log_a_tunnel_with_its_bytes()
    {
        await using var guard = new GuardFixture();
        using var client = await guard.OpenWithHelloAsync();
        (await guard.WaitForAsync("open -")).GetProperty("status").GetInt32().ShouldBe(200);

        await client.SendAsync("12345");
        await client.ReceiveTextAsync(5);
        client.Reset();

        var line = await guard.WaitForAsync("close client-reset");
        line.GetProperty("in").GetInt32().ShouldBe(Hello.Length + 5);
        line.GetProperty("out").GetInt32().ShouldBe(Hello.Length + 5);
        line.GetProperty("id").GetInt32().ShouldBe(guard.Lines().Single(other => other.GetProperty("event").GetString() == "open").GetProperty("id").GetInt32());
    }

    [Test]
    public async Task Should_let_the_server_finish_after_the_clients_end()
    {
        var squidSawTheEnd = false;
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened);
            await peer.ReceiveTextAsync(Hello.Length);
            await Task.Delay(300);
            squidSawTheEnd = peer.Socket.Poll(0, SelectMode.SelectRead);
            await peer.SendAsync("the answer");
        });
        using var client = await guard.OpenAsync();
        await client.SendAsync(Hello);
        client.Socket.Shutdown(SocketShutdown.Send);

        (await client.ReceiveToEndAsync()).ShouldBe("the answer");

        squidSawTheEnd.ShouldBeFalse();
        await guard.WaitForAsync("close end");
    }

    [Test]
    public async Task Should_deliver_everything_before_the_servers_end()
    {
        const int Size = 8_000_000;
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened);
            await peer.ReceiveTextAsync(Hello.Length);
            await peer.SendAsync(new byte[Size]);
            peer.Socket.Shutdown(SocketShutdown.Send);
            await peer.ReceiveToEndAsync();
        });
        using var client = await guard.OpenAsync();
        await client.SendAsync(Hello);
        await client.SendAsync("still sending");

        (await client.ReceiveToEndAsync()).Length.ShouldBe(Size);
    }

    [Test]
    public async Task Should_carry_much_both_ways_unchanged()
    {
        await using var guard = new GuardFixture();
        using var client = await guard.OpenWithHelloAsync();
        var bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);

        var sending = client.SendAsync(bytes);
        var text = await client.ReceiveTextAsync(bytes.Length);
        await sending;

        (text == Encoding.Latin1.GetString(bytes)).ShouldBeTrue();
    }

    [Test]
    public async Task Should_cut_a_half_closed_tunnel_and_an_idle_one_after_their_silence()
    {
        await using var guard = new GuardFixture(change: options => options with { HalfClosedSeconds = 0.3, IdleSeconds = 4 });
        using var idle = await guard.OpenWithHelloAsync();
        using var halfClosed = await guard.OpenWithHelloAsync();
        halfClosed.Socket.Shutdown(SocketShutdown.Send);

        await guard.WaitForAsync("cut half-closed-idle");
        guard.Events("cut").Count.ShouldBe(1);
        (await idle.IsResetAsync()).ShouldBeTrue();
        await guard.WaitForAsync("cut idle");
    }

    private static async Task ShouldBeCutAsync(int port, byte[] first, string reason)
    {
        await using var guard = new GuardFixture();
        using var client = await guard.OpenAsync(port: port);
        var isReset = false;
        try
        {
            await client.SendAsync(first);
        }
        catch (SocketException)
        {
            // Cut already; a reset shows once.
            isReset = true;
        }

        (isReset || await client.IsResetAsync()).ShouldBeTrue();
        await guard.WaitForAsync($"cut {reason}");
        guard.Squid.Behind.Length.ShouldBe(0);
        using var right = await guard.OpenWithHelloAsync();
    }
}
