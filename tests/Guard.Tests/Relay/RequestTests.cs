using System.Globalization;
using System.Text.Json;

namespace Guard.Tests.Relay;

[CancelAfter(60_000)]
public sealed class RequestTests
{
    [Test]
    public async Task Should_send_Squid_the_one_form_and_nothing_of_the_clients()
    {
        await using var guard = new GuardFixture();

        using var client = await guard.ConnectAsync();
        await client.SendAsync("CONNECT GitHub.com.:443 HTTP/1.0\r\nProxy-Authorization: secret\r\nX: \u00fc\r\n\r\n");
        await client.ReceiveTextAsync(FakeSquid.Opened.Length);

        guard.Squid.Requests.ShouldBe(["CONNECT github.com:443 HTTP/1.1\r\nHost: github.com:443\r\n\r\n"]);
    }

    [TestCase("CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n", 403, "literal")]
    [TestCase("CONNECT [::1]:22 HTTP/1.1\r\n\r\n", 403, "literal")]
    [TestCase("GET http://github.com/ HTTP/1.1\r\n\r\n", 403, "method")]
    [TestCase("POST http://github.com/ HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcde", 403, "method")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\nHost: x\n\n", 400, "malformed")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nContent-Length: 1\r\n\r\n", 400, "malformed")]
    [TestCase("\u0016\u0003\u0001\u0002\u0000\u0001", 400, "malformed")]
    [TestCase("SSH-2.0-OpenSSH_9.2\r\n", 400, "malformed")]
    [TestCase("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "malformed")]
    public async Task Should_answer_itself_and_keep_away_from_Squid(string request, int status, string reason)
    {
        await using var guard = new GuardFixture();

        var answer = await guard.AskAsync(request);

        answer.ShouldStartWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "));
        answer.ShouldContain("Connection: close\r\n");
        answer.ShouldContain($"\r\nProxy-Status: ai-sandbox; error=http_request_{(status == 403 ? "denied" : "error")}; details=\"{reason}\"\r\n");
        using var body = JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]);
        body.RootElement.GetProperty("reason").GetString().ShouldBe(reason);
        body.RootElement.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        body.RootElement.GetProperty("ask").GetString().ShouldNotBeNullOrEmpty();
        var line = await guard.WaitForAsync($"refuse {reason}");
        line.GetProperty("status").GetInt32().ShouldBe(status);
        line.GetProperty("client").GetString().ShouldBe("127.0.0.2");
        line.GetProperty("out").GetInt32().ShouldBe(answer.Length);
        guard.Squid.Accepted.ShouldBe(0);

        using var allowed = await guard.OpenWithHelloAsync();
    }

    [TestCase("GET http://github.com/ HTTP/1.1\r\n\r\n", "github.com", 80)]
    [TestCase("CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n", "127.0.0.1", 443)]
    public async Task Should_say_what_was_asked_for(string request, string host, int port)
    {
        await using var guard = new GuardFixture();

        var answer = await guard.AskAsync(request);

        using var body = JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]);
        body.RootElement.GetProperty("error").GetString().ShouldBe("denied");
        body.RootElement.GetProperty("host").GetString().ShouldBe(host);
        body.RootElement.GetProperty("port").GetInt32().ShouldBe(port);
    }

    [TestCase("GET http://a\"},\"b\\\u0007<script>/ HTTP/1.1\r\n\r\n")]
    [TestCase("GET http://\"quoted\"/ HTTP/1.1\r\n\r\n")]
    public async Task Should_not_let_a_stranger_write_its_answer(string request)
    {
        await using var guard = new GuardFixture();

        var answer = await guard.AskAsync(request);

        using var body = JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]);
        body.RootElement.EnumerateObject().Select(property => property.Name)
            .ShouldBeSubsetOf(["error", "reason", "host", "port", "message", "ask"]);
        answer.ShouldNotContain("<script>");
    }

    [Test]
    public async Task Should_take_one_request_of_a_connection_and_hold_what_stands_behind_it()
    {
        await using var guard = new GuardFixture();
        using var client = await guard.ConnectAsync();

        await client.SendAsync(GuardFixture.Request() + GuardFixture.Request("evil.example.org"));

        (await client.ReceiveToEndAsync()).ShouldBe(FakeSquid.Opened);
        await guard.WaitForAsync("cut not-tls");
        guard.Squid.Requests.Count.ShouldBe(1);
        guard.Squid.Behind.Length.ShouldBe(0);
    }

    [Test]
    public async Task Should_let_the_client_read_an_answer_while_it_still_sends()
    {
        await using var guard = new GuardFixture();
        using var client = await guard.ConnectAsync();

        await client.SendAsync("POST http://github.com/ HTTP/1.1\r\n\r\n");
        await client.SendAsync(new byte[30_000]);

        (await client.ReceiveToEndAsync()).ShouldEndWith("}\n");
    }

    [Test]
    public async Task Should_bound_a_head_in_size()
    {
        await using var guard = new GuardFixture();

        var answer = await guard.AskAsync($"CONNECT github.com:443 HTTP/1.1\r\nX: {new string('x', 20_000)}\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 431 ");
        await guard.WaitForAsync("refuse header-size");
    }

    [Test]
    public async Task Should_bound_a_head_in_time_however_steadily_it_drips()
    {
        await using var guard = new GuardFixture(change: options => options with { HeaderSeconds = 1 });
        using var client = await guard.ConnectAsync();
        foreach (var character in "CONN")
        {
            await client.SendAsync(character.ToString());
            await Task.Delay(30);
        }

        (await client.ReceiveToEndAsync()).ShouldStartWith("HTTP/1.1 408 ");
        await guard.WaitForAsync("refuse header-time");
    }

    [Test]
    public async Task Should_close_a_silent_connection_without_a_word()
    {
        await using var guard = new GuardFixture(change: options => options with { HeaderSeconds = 0.3 });
        using var client = await guard.ConnectAsync();

        (await client.ReceiveToEndAsync()).ShouldBe("");
        await guard.WaitForAsync("empty header-time");
    }

    [Test]
    public async Task Should_log_a_connection_that_ends_without_a_byte_or_within_a_head()
    {
        await using var guard = new GuardFixture();
        (await guard.ConnectAsync()).Dispose();
        await guard.WaitForAsync("empty end");

        using var client = await guard.ConnectAsync();
        await client.SendAsync("CONNECT git");
        client.Dispose();
        await guard.WaitForAsync("close client-gone");
    }

    [Test]
    public async Task Should_not_log_health_checks()
    {
        await using var guard = new GuardFixture();
        using (var check = await guard.ConnectAsync(from: "127.0.0.1"))
        {
            await check.SendAsync("GET http://health.invalid/ HTTP/1.1\r\n\r\n");
            (await check.ReceiveToEndAsync()).ShouldStartWith("HTTP/1.1 403 ");
        }

        await guard.AskAsync("GET http://health.invalid/ HTTP/1.1\r\n\r\n");

        await guard.WaitForAsync("refuse method");
        guard.Events().Count.ShouldBe(1);
    }
}
