using System.Net;
using System.Text;
using AiSandbox.Gateway;
using AiSandbox.Gateway.Budgets;
using AiSandbox.Gateway.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests;

[CancelAfter(60_000)]
public sealed class GatewayServerTests
{
    private const string Key = "sk-of-the-gateway-1";

    private string _folder = "";
    private StringWriter _log = new();
    private HttpClient _client = null!;
    private WebApplication _vendor = null!, _gateway = null!;
    private GatewayServer _server = null!;
    private Dictionary<string, string> _asked = [];

    [SetUp]
    public async Task StartAsync()
    {
        _log = new();
        _folder = Directory.CreateTempSubdirectory("gateway").FullName;
        _vendor = await ListenAsync(AnswerAsync);
        var origin = new Uri(_vendor.Urls.First());
        Vendor[] vendors = [new("claude", origin, "x-api-key", "{key}", ["POST /v1/messages"], ["beta"], BodyKind.Anthropic)];
        var words = GatewayWords.Parse(["paths=listed", "answers=scanned", "redirects=refused", "hosted-tools=refused"]);
        // The vendor is dialled without a proxy here.
        _server = new GatewayServer(
            words, new GatewayOptions(vendors, []), vendors.ToDictionary(vendor => vendor.Name, vendor => HeldKey.Of(vendor, Key), StringComparer.Ordinal),
            new Budget([], Path.Combine(_folder, "day.json"), TimeProvider.System), new GatewayLog(_log, TimeProvider.System),
            new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }));
        _gateway = _server.Build(port: 0);
        await _gateway.StartAsync();
        _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        _client.BaseAddress = new Uri($"http://127.0.0.1:{new Uri(_gateway.Urls.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal)).Port}");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        _server.Dispose();
        await _vendor.DisposeAsync();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Should_put_the_key_in_and_take_every_other_one_out(CancellationToken cancellation)
    {
        using var request = Request("{}");
        request.Headers.Add("x-api-key", "placeholder");
        request.Headers.Add("Authorization", "Bearer own");
        request.Headers.Add("Cookie", "a=b");
        request.Headers.Add("anthropic-version", "2023-06-01");

        using var answer = await _client.SendAsync(request, cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(cancellation)).ShouldContain("\"output_tokens\"");
        _asked.ShouldContainKeyAndValue("x-api-key", Key);
        _asked.ShouldContainKeyAndValue("anthropic-version", "2023-06-01");
        _asked.Keys.ShouldNotContain("Authorization");
        _asked.Keys.ShouldNotContain("Cookie");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        _log.ToString().ShouldContain(" asked claude POST /v1/messages 200 12");
        _log.ToString().ShouldNotContain(Key);
    }

    [TestCase("""{"mode":"reflect-header"}""", HttpStatusCode.BadGateway)]
    [TestCase("""{"mode":"redirect"}""", HttpStatusCode.BadGateway)]
    [TestCase("""{"tools":[{"type":"web_search_20250305"}]}""", HttpStatusCode.Forbidden)]
    public async Task Should_hand_on_no_answer_with_the_key_and_follow_nobody(string body, HttpStatusCode expected, CancellationToken cancellation)
    {
        using var request = Request(body);
        using var answer = await _client.SendAsync(request, cancellation);

        answer.StatusCode.ShouldBe(expected);
        answer.Headers.ToString().ShouldNotContain(Key);
        (await answer.Content.ReadAsStringAsync(cancellation)).ShouldNotContain(Key);
        answer.Headers.Location.ShouldBeNull();
    }

    [Test]
    public async Task Should_cut_an_answer_that_has_begun_before_the_key(CancellationToken cancellation)
    {
        using var request = Request("""{"mode":"reflect"}""");

        // Where it is cut the client may have seen its beginning, or not even that.
        await Should.ThrowAsync<Exception>(() => _client.SendAsync(request, cancellation));

        // It is written down once the connection has ended.
        while (!_log.ToString().Contains(" refused claude reflected", StringComparison.Ordinal))
            await Task.Delay(20, cancellation);
    }

    [Test]
    public async Task Should_count_what_a_stream_says_it_cost_though_none_was_asked_for(CancellationToken cancellation)
    {
        using var request = Request("""{"mode":"stream"}""");

        using var answer = await _client.SendAsync(request, cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        while (!_log.ToString().Contains(" asked claude POST /v1/messages 200 40", StringComparison.Ordinal))
            await Task.Delay(20, cancellation);
    }

    [Test]
    public async Task Should_say_that_a_vendor_cannot_be_reached(CancellationToken cancellation)
    {
        await _vendor.StopAsync(cancellation);
        using var request = Request("{}");

        using var answer = await _client.SendAsync(request, cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await answer.Content.ReadAsStringAsync(cancellation)).ShouldContain("could not be reached");
    }

    private static HttpRequestMessage Request(string body) => new(HttpMethod.Post, "/claude/v1/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private async Task AnswerAsync(HttpContext context)
    {
        _asked = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        using var reader = new StreamReader(context.Request.Body);
        var asked = await reader.ReadToEndAsync();
        context.Response.Headers.SetCookie = "a=b";
        if (asked.Contains("reflect-header", StringComparison.Ordinal))
            context.Response.Headers["x-request-id"] = Key;
        else if (asked.Contains("redirect", StringComparison.Ordinal))
            context.Response.Redirect("/elsewhere");
        else if (asked.Contains("reflect", StringComparison.Ordinal))
            await context.Response.WriteAsync($"{new string('x', 30_000)}{Key}");
        else if (asked.Contains("stream", StringComparison.Ordinal))
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: {\"usage\":{\"input_tokens\":30}}\n\ndata: {\"usage\":{\"output_tokens\":10}}\n\n");
        }
        else
            await context.Response.WriteAsync("""{"usage":{"input_tokens":7,"output_tokens":5}}""");
    }

    private static async Task<WebApplication> ListenAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
