using System.Text;
using Guard.Tests.Protocol;

namespace Guard.Tests.Relay;

[CancelAfter(60_000)]
public sealed class GatewayTests
{
    [Test]
    public async Task Should_hold_a_request_while_Squid_is_away()
    {
        await using var guard = new GuardFixture(squidIsUp: false);
        using var client = await guard.ConnectAsync();
        await client.SendAsync(GuardFixture.Request());
        await Task.Delay(500);
        client.Socket.Available.ShouldBe(0);

        guard.Squid.Start();

        (await client.ReceiveTextAsync(FakeSquid.Opened.Length)).ShouldBe(FakeSquid.Opened);
        guard.Squid.Requests.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_say_that_the_proxy_is_down_after_a_while()
    {
        await using var guard = new GuardFixture(squidIsUp: false, change: options => options with { HoldSeconds = 0.5 });

        (await guard.AskAsync(GuardFixture.Request())).ShouldStartWith("HTTP/1.1 503 ");

        var line = await guard.WaitForAsync("refuse proxy-down");
        line.GetProperty("ms").GetInt32().ShouldBeInRange(250, 5000);
        line.GetProperty("host").GetString().ShouldBe("github.com");
    }

    [Test]
    public async Task Should_give_up_a_held_request_when_the_client_goes()
    {
        await using var guard = new GuardFixture(squidIsUp: false);
        var client = await guard.ConnectAsync();
        await client.SendAsync(GuardFixture.Request());
        await client.SendAsync("optimistic");
        await Task.Delay(100);
        guard.Server.Connections.ShouldBe(1);

        client.Dispose();

        await guard.WaitForAsync("close client-gone");
        await GuardFixture.UntilAsync(() => guard.Server.Connections == 0, "the connection ends");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_ask_again_when_Squid_ends_before_a_byte_of_its_answer(bool resets)
    {
        var calls = 0;
        await using var guard = new GuardFixture(async peer =>
        {
            if (Interlocked.Increment(ref calls) > 2)
                await FakeSquid.EchoAsync(peer);
            else if (resets)
                peer.Reset();
        });

        using var client = await guard.OpenWithHelloAsync();

        guard.Squid.Requests.Count.ShouldBe(3);
        guard.Squid.Requests.Distinct().Count().ShouldBe(1);
    }

    [Test]
    public async Task Should_not_ask_again_once_an_answer_has_begun()
    {
        await using var guard = new GuardFixture(peer => peer.SendAsync("HTTP/1.1 20"));

        (await guard.AskAsync(GuardFixture.Request())).ShouldStartWith("HTTP/1.1 502 ");

        guard.Squid.Requests.Count.ShouldBe(1);
        await guard.WaitForAsync("refuse proxy-answer");
    }

    [Test]
    public async Task Should_bound_the_head_of_an_answer()
    {
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync("HTTP/1.1 200 OK\r\n");
            for (var line = 0; line < 4000; line++)
                await peer.SendAsync("X: yyyyyyyyyyyyyyyyyy\r\n");
        });

        (await guard.AskAsync(GuardFixture.Request())).ShouldStartWith("HTTP/1.1 502 ");
    }

    [Test]
    public async Task Should_not_wait_for_an_answer_for_ever()
    {
        await using var guard = new GuardFixture(
            _ => Task.Delay(5000), options => options with { AnswerSeconds = 0.3, HoldSeconds = 0 });

        (await guard.AskAsync(GuardFixture.Request())).ShouldStartWith("HTTP/1.1 504 ");
        await guard.WaitForAsync("refuse proxy-time");
    }

    [TestCase("HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\ndenied")]
    [TestCase("HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\n\r\nno length")]
    public async Task Should_pass_any_other_answer_on_as_it_is_with_nothing_of_the_clients(string answer)
    {
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync(answer);
            if (!answer.Contains("Length", StringComparison.Ordinal))
                return;
            await peer.ReceiveAsync();
        });

        (await guard.AskAsync(GuardFixture.Request() + "optimistic")).ShouldBe(answer);

        var line = await guard.WaitForAsync("answer -");
        line.GetProperty("status").GetInt32().ShouldBe(answer.Contains("403", StringComparison.Ordinal) ? 403 : 503);
        line.GetProperty("out").GetInt32().ShouldBe(answer.Length);
        guard.Squid.Behind.Length.ShouldBe(0);
    }

    [TestCase("HTTP/1.1 407 X\r\nContent-Length: 900\r\n\r\n", "upstream-login")]
    [TestCase("HTTP/1.1 403 Forbidden\r\nContent-Length: 900\r\n\r\n", "upstream-refused")]
    [TestCase("HTTP/1.1 503 X\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\n\r\n", "upstream-refused")]
    [TestCase("HTTP/1.1 503 X\r\nX-Squid-Error: ERR_CONNECT_FAIL 111\r\nContent-Length: 300\r\n\r\n{\"error\":\"unreached\"}", "upstream-down")]
    [TestCase("HTTP/1.1 500 X\r\n\r\nno way", "upstream-down")]
    public async Task Should_say_what_the_proxy_above_Squid_did_instead_of_its_answer(string answer, string reason)
    {
        await using var guard = new GuardFixture(peer => peer.SendAsync(answer), options => options with { Upstream = true });

        var told = await guard.AskAsync(GuardFixture.Request());

        told.ShouldStartWith("HTTP/1.1 503 Service Unavailable\r\n");
        told.ShouldContain($"\"reason\":\"{reason}\"");
        await guard.WaitForAsync($"refuse {reason}");
    }

    [Test]
    public async Task Should_know_an_answer_of_Squids_own_whose_text_comes_later()
    {
        await using var guard = new GuardFixture(
            async peer =>
            {
                await peer.SendAsync("HTTP/1.1 503 X\r\nContent-Length: 300\r\n\r\n");
                await Task.Delay(100);
                await peer.SendAsync("{\"error\":\"unreached\"}");
            },
            options => options with { Upstream = true });

        (await guard.AskAsync(GuardFixture.Request())).ShouldContain("\"reason\":\"upstream-down\"");
    }

    [Test]
    public async Task Should_pass_on_a_refusal_of_Squids_own_when_there_is_a_proxy_above_it()
    {
        const string Refusal = "HTTP/1.1 403 Forbidden\r\nProxy-Status: ai-sandbox; error=http_request_denied; details=\"name\"\r\nContent-Length: 18\r\n\r\n{\"error\":\"denied\"}";
        await using var guard = new GuardFixture(peer => peer.SendAsync(Refusal), options => options with { Upstream = true });

        (await guard.AskAsync(GuardFixture.Request())).ShouldBe(Refusal);
    }

    [Test]
    public async Task Should_bound_the_body_of_an_answer()
    {
        await using var guard = new GuardFixture(async peer =>
        {
            await peer.SendAsync("HTTP/1.1 403 Forbidden\r\n\r\n");
            for (var round = 0; round < 100; round++)
                await peer.SendAsync(new byte[10_000]);
        });

        (await guard.AskAsync(GuardFixture.Request())).Length.ShouldBe(256 * 1024);
    }

    [Test]
    public async Task Should_use_a_connection_that_was_opened_ahead()
    {
        await using var guard = new GuardFixture(change: options => options with { SpareConnections = 1 });
        using (var first = await guard.OpenWithHelloAsync())
            first.Reset();
        await GuardFixture.UntilAsync(() => guard.Squid.Accepted == 2, "a spare connection");

        using var second = await guard.OpenWithHelloAsync();

        guard.Squid.Accepted.ShouldBe(2);
        guard.Squid.Requests.Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_not_stumble_over_a_connection_that_was_opened_ahead_and_ended_meanwhile()
    {
        var calls = 0;
        await using var guard = new GuardFixture(
            peer =>
            {
                if (Interlocked.Increment(ref calls) != 2)
                    return FakeSquid.EchoAsync(peer);
                peer.Reset();
                return Task.CompletedTask;
            },
            options => options with { SpareConnections = 1 });
        using (var first = await guard.OpenWithHelloAsync())
            first.Reset();
        await GuardFixture.UntilAsync(() => guard.Squid.Accepted == 2, "a spare connection");

        using var second = await guard.OpenWithHelloAsync();

        guard.Squid.Accepted.ShouldBe(3);
    }

    [Test]
    public async Task Should_send_an_optimistic_hello_once_Squid_has_opened_the_tunnel()
    {
        await using var guard = new GuardFixture();
        using var client = await guard.ConnectAsync();
        var hello = HelloBuilder.Hello(GuardFixture.Host);

        await client.SendAsync([.. Encoding.ASCII.GetBytes(GuardFixture.Request()), .. hello]);

        (await client.ReceiveTextAsync(FakeSquid.Opened.Length + hello.Length)).ShouldBe(FakeSquid.Opened + Encoding.Latin1.GetString(hello));
    }
}
