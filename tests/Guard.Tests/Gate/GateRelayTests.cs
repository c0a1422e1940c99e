using System.Net;
using AiSandbox.Guard.Gate;
using Guard.Tests.Relay;

namespace Guard.Tests.Gate;

public sealed class GateRelayTests
{
    private const string Refusal = """{"error":"denied","message":"x is not listed.","ask":"./build.sh --target=Allow --domain=x"}""";

    [TestCase("github.com", 443)]
    [TestCase("a.wild.example", 443)]
    [TestCase("only-ssh.example", 22)]
    public async Task Should_ask_the_guard_for_the_name_that_was_dialled_and_carry_both_ways(string name, int port)
    {
        await using var gate = new GateFixture();
        using var client = await gate.DialAsync(name, port);

        await client.SendAsync("hello");

        (await client.ReceiveTextAsync(5)).ShouldBe("hello");
        gate.Guard.Requests.ShouldHaveSingleItem().ShouldBe($"CONNECT {name}:{port} HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n");
    }

    [Test]
    public async Task Should_hand_over_what_the_server_says_first()
    {
        await using var gate = new GateFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened + "SSH-2.0-first\r\n");
            await peer.ReceiveAsync();
        });
        using var client = await gate.DialAsync("only-ssh.example", 22);

        (await client.ReceiveTextAsync(15)).ShouldBe("SSH-2.0-first\r\n");
    }

    [Test]
    public async Task Should_pass_on_the_end_of_either_side()
    {
        await using var gate = new GateFixture();
        using var client = await gate.DialAsync("github.com");
        await client.SendAsync("last words");
        client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);

        (await client.ReceiveToEndAsync()).ShouldBe("last words");
    }

    [Test]
    public async Task Should_pass_on_a_break_as_a_break()
    {
        await using var gate = new GateFixture(async peer =>
        {
            await peer.SendAsync(FakeSquid.Opened + "x");
            await peer.ReceiveAsync();
            peer.Reset();
        });
        using var client = await gate.DialAsync("github.com");
        (await client.ReceiveTextAsync(1)).ShouldBe("x");

        await client.SendAsync("now");

        (await client.IsResetAsync()).ShouldBeTrue();
    }

    [TestCase("198.19.7.7", 443, Description = "given to nobody")]
    [TestCase("127.0.0.53", 3127, Description = "dialled as it is")]
    public async Task Should_break_what_was_for_no_name_and_ask_nobody(string address, int port)
    {
        await using var gate = new GateFixture { Dialled = new IPEndPoint(IPAddress.Parse(address), port) };

        (await gate.IsBrokenAsync()).ShouldBeTrue();
        gate.Guard.Accepted.ShouldBe(0);
    }

    [Test]
    public async Task Should_break_another_port_of_a_name_and_what_the_kernel_knows_nothing_of()
    {
        await using var gate = new GateFixture();
        gate.Dialled = new IPEndPoint(await gate.AddressAsync("github.com"), 80);
        (await gate.IsBrokenAsync()).ShouldBeTrue();
        gate.Dialled = null;
        (await gate.IsBrokenAsync()).ShouldBeTrue();

        gate.Guard.Accepted.ShouldBe(0);
    }

    [Test]
    public async Task Should_tell_a_refusal_by_a_tls_alert()
    {
        await using var gate = new GateFixture(peer => peer.SendAsync($"HTTP/1.1 403 Forbidden\r\nContent-Length: {Refusal.Length}\r\n\r\n{Refusal}"));
        using var client = await gate.DialAsync("github.com");
        await client.SendAsync("a hello");

        (await client.ReceiveToEndAsync()).ShouldBe("\u0015\u0003\u0003\0\u0002\u0002\u0031");
    }

    [Test]
    public async Task Should_tell_a_refusal_by_a_message_of_ssh()
    {
        await using var gate = new GateFixture(peer => peer.SendAsync($"HTTP/1.1 403 Forbidden\r\nContent-Length: {Refusal.Length}\r\n\r\n{Refusal}"));
        using var client = await gate.DialAsync("only-ssh.example", 22);

        var told = await client.ReceiveToEndAsync();

        told.ShouldStartWith("SSH-2.0-sandbox\r\n");
        told.ShouldContain("x is not listed. ./build.sh --target=Allow --domain=x");
    }

    [TestCase("")]
    [TestCase("no json")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("""{"message":1,"ask":"x"}""")]
    [TestCase("""{"message":"\u001b[2J","ask":"x"}""")]
    public void Should_say_a_sentence_of_its_own_when_the_answer_is_none(string body)
    {
        var told = System.Text.Encoding.Latin1.GetString(InBandRefusal.Of("22", System.Text.Encoding.UTF8.GetBytes(body)));

        told.ShouldContain("does not let this connection through");
    }

    [Test]
    public void Should_write_packets_that_ssh_takes([Range(0, 16)] int length)
    {
        var message = InBandRefusal.Of("22", System.Text.Encoding.UTF8.GetBytes($$"""{"message":"{{new string('a', length)}}","ask":"b"}"""));
        var packet = message.AsSpan(17).ToArray();

        (packet.Length % 8).ShouldBe(0);
        (((packet[2] << 8) | packet[3]) + 4).ShouldBe(packet.Length);
        packet[4].ShouldBeGreaterThanOrEqualTo((byte)4);
    }

    [Test]
    public async Task Should_break_the_connection_when_nobody_knows_the_guard()
    {
        await using var gate = new GateFixture();
        var address = await gate.AddressAsync("github.com");
        gate.Engine = question => [question[0], question[1], 0x81, 0x83, 0, 1, 0, 0, 0, 0, 0, 0, .. question[12..]];
        gate.Dialled = new IPEndPoint(address, 443);

        (await gate.IsBrokenAsync()).ShouldBeTrue();
    }

    [Test]
    public async Task Should_hold_as_many_as_the_guard_takes_and_break_the_others()
    {
        await using var gate = new GateFixture();
        var clients = new List<Peer>();
        for (var i = 0; i < GateRelay.MostConnections; i++)
        {
            clients.Add(await gate.DialAsync("github.com"));
            await clients[^1].SendAsync("x");
            (await clients[^1].ReceiveTextAsync(1)).ShouldBe("x");
        }

        (await gate.IsBrokenAsync()).ShouldBeTrue();
        clients[0].Dispose();
        await GuardFixture.UntilAsync(() => gate.Server.Connections < GateRelay.MostConnections, "a place is free again");
        using var again = await gate.DialAsync("github.com");
        await again.SendAsync("y");
        (await again.ReceiveTextAsync(1)).ShouldBe("y");
    }

    [Test]
    public async Task Should_carry_megabytes_unchanged()
    {
        await using var gate = new GateFixture();
        using var client = await gate.DialAsync("github.com");
        var sent = new byte[4 * 1024 * 1024];
        new Random(7).NextBytes(sent);

        var sending = client.SendAsync(sent);
        var received = new MemoryStream();
        while (received.Length < sent.Length)
            received.Write(await client.ReceiveAsync());
        await sending;

        received.ToArray().SequenceEqual(sent).ShouldBeTrue();
    }
}
