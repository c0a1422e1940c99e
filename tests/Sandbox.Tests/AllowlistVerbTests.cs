using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>
/// Allow, Deny, Reload, Explain and Watch on a running sandbox, with a TLS server beside the proxy that stands for the
/// internet. Every refusal stands beside a name that passes at the same time.
/// </summary>
public sealed class AllowlistVerbTests
{
    private const string Kept = "kept.ai-sandbox.example"; // listed all the time: the positive control
    private const string Other = "other.ai-sandbox.example";

    // Answers a GET and ends; keeps whatever else it is sent, and the connection.
    private const string Server = """
        import socketserver, ssl
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain("/tmp/cert", "/tmp/key")
        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with tls.wrap_socket(self.request, server_side=True) as peer:
                    if peer.recv(4096).startswith(b"GET"):
                        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        return
                    while peer.recv(4096): pass
        socketserver.ThreadingTCPServer.daemon_threads = True
        socketserver.ThreadingTCPServer(("", 443), Handler).serve_forever()
        """;

    private readonly string _name = $"verbs-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private EngineConnection _engine = null!;

    private Checkout Home => BuildScript.Of(_name);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Directory.CreateDirectory(Home.Home);
        await File.WriteAllTextAsync(Home.AllowedSites, Base);
        var up = await RunAsync("Up", CancellationToken.None);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
        await StartServerAsync();
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await BuildScript.CleanupAsync(_name);
    }

    [SetUp]
    public async Task BeginWithTheSameListAsync()
    {
        await File.WriteAllTextAsync(Home.AllowedSites, Base);
        (await RunAsync("Reload", CancellationToken.None)).ExitCode.ShouldBe(0);
        (await AskAsync(Kept, CancellationToken.None)).ShouldBe("200");
        (await AskAsync(Other, CancellationToken.None)).ShouldBe("000", "the tunnel is refused");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_open_and_close_a_name_at_once_and_explain_both(CancellationToken cancellation)
    {
        const string name = "fresh.ai-sandbox.example";
        await AskAsync(name, cancellation);
        var before = await RunAsync("Explain", cancellation, $"--host={name}:443");
        before.ExitCode.ShouldBe(1);
        before.Output.ShouldContain($"--domain={name} --ports=443\n");

        var allowed = await RunAsync("Allow", cancellation, $"--domain={name}", "--ports=443", "--until=7d", "--reason=the test");
        allowed.ExitCode.ShouldBe(0, allowed.Error);
        allowed.Output.ShouldContain($"  + {name} 443\n");
        await AskAsync(name, cancellation);
        var explained = await RunAsync("Explain", cancellation, $"--host={name}:443");
        explained.ExitCode.ShouldBe(0);
        explained.Output.ShouldContain($"{name}:443 is allowed.\n");
        explained.Output.ShouldContain("  reason: the test\n  added: not committed\n");

        var denied = await RunAsync("Deny", cancellation, $"--domain={name}");
        denied.ExitCode.ShouldBe(0, denied.Error);
        denied.Output.ShouldContain($"  - {name} 443\n");
        await AskAsync(name, cancellation);
        (await RunAsync("Explain", cancellation, $"--host={name}:443")).ExitCode.ShouldBe(1);
        (await AskAsync(Kept, cancellation)).ShouldBe("200");
        (await File.ReadAllTextAsync(Home.AllowedSites, cancellation)).ShouldBe(Base);

        // No resolver knows the name: what the proxy decided stands in its log.
        var log = await RunAsync("LogsProxy", cancellation, "--follow=false");
        string.Join(' ', log.Output.Split('\n').Where(line => line.Contains(name, StringComparison.Ordinal)).Select(line => line.Split(' ')[1]))
            .ShouldBe("DENY ALLOW DENY");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_that_a_listed_name_is_refused_for_its_address_and_open_it_when_told_to(CancellationToken cancellation)
    {
        await File.AppendAllTextAsync(Home.AllowedSites, $"{Other} 443\n", cancellation);
        (await RunAsync("Reload", cancellation)).ExitCode.ShouldBe(0);
        (await AskAsync(Other, cancellation)).ShouldBe("000");

        var explained = await RunAsync("Explain", cancellation, $"--host={Other}:443");
        explained.ExitCode.ShouldBe(1);
        explained.Output.ShouldContain($"{Other}:443 is listed, and denied for its address.");
        explained.Output.ShouldContain($" --domain={Other} --ports=443 --private");
        (await RunAsync("Suggest", cancellation)).Output.ShouldContain($" --domain={Other} --ports=443 --private");
        (await RunAsync("Explain", cancellation, $"--host={Kept}:443")).ExitCode.ShouldBe(0);

        var allowed = await RunAsync("Allow", cancellation, $"--domain={Other}", "--ports=443", "--private");
        allowed.ExitCode.ShouldBe(0, allowed.Error);
        allowed.Error.ShouldContain($"{Other} is opened on private networks too");
        (await AskAsync(Other, cancellation)).ShouldBe("200");
        (await RunAsync("Explain", cancellation, $"--host={Other}:443")).ExitCode.ShouldBe(0);
        (await RunAsync("Suggest", cancellation)).Output.ShouldNotContain("--private");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_cut_the_tunnels_of_a_denied_name_alone(CancellationToken cancellation)
    {
        await File.AppendAllTextAsync(Home.AllowedSites, $"{Other} private\n", cancellation);
        (await RunAsync("Reload", cancellation)).Output.ShouldContain($"  + {Other} private\n");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (kept, other) = (HoldAsync(Kept, end.Token), HoldAsync(Other, cancellation));
        await UntilAsync(async () => (await ExecAsync("cat /tmp/open-* 2>/dev/null | wc -l", cancellation)).Output.Trim() == "2", cancellation);

        (await RunAsync("Deny", cancellation, $"--domain={Other}")).ExitCode.ShouldBe(0);

        await other;
        (await AskAsync(Other, cancellation)).ShouldBe("000");
        kept.IsCompleted.ShouldBeFalse("the tunnel of a name that stays is not touched");
        (await RunAsync("LogsProxy", cancellation, "--follow=false")).Output.ShouldContain($"CUT   {Other}:443  the host is not on the list any more");
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => kept);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_refuse_no_request_while_the_list_changes(CancellationToken cancellation)
    {
        const string asks = "while [ ! -e /tmp/enough ]; do curl -sk -o /dev/null -w '%{http_code}\\n' https://" + Kept + "/; done; rm /tmp/enough";
        var asking = ExecAsync(asks, cancellation);
        foreach (var verb in new[] { "Allow", "Deny", "Allow", "Deny" })
            (await RunAsync(verb, cancellation, "--domain=passing.ai-sandbox.example")).ExitCode.ShouldBe(0);
        await ExecAsync("touch /tmp/enough", cancellation);

        var answers = (await asking).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        answers.Length.ShouldBeGreaterThan(20);
        answers.Distinct().ShouldBe(["200"]);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_change_nothing_when_the_list_does_not_lint(CancellationToken cancellation)
    {
        var wrong = $"{Base}{Other} private\n*wrong*\n";
        await File.WriteAllTextAsync(Home.AllowedSites, wrong, cancellation);
        foreach (var (verb, more) in new (string, string[])[] { ("Reload", []), ("Allow", ["--domain=third.ai-sandbox.example"]), ("Deny", [$"--domain={Kept}"]) })
        {
            var refused = await RunAsync(verb, cancellation, more);

            refused.ExitCode.ShouldBe(2, verb);
            refused.Error.ShouldContain($"error sandboxes/{_name}/allowed-sites.txt:3:1 wildcard ");
            refused.Error.ShouldContain("What was in force stays so.");
        }

        (await File.ReadAllTextAsync(Home.AllowedSites, cancellation)).ShouldBe(wrong);
        (await AskAsync(Other, cancellation)).ShouldBe("000");
        (await AskAsync(Kept, cancellation)).ShouldBe("200");

        await File.WriteAllTextAsync(Home.AllowedSites, $"{Base}{Other} private\n", cancellation);
        var explained = await RunAsync("Explain", cancellation, $"--host={Other}:443");
        explained.Output.ShouldContain($"In sandbox {_name} it is still denied: the list has changed and was not reloaded.");
        (await RunAsync("Reload", cancellation)).ExitCode.ShouldBe(0);
        (await AskAsync(Other, cancellation)).ShouldBe("200");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_reload_on_save_show_denials_and_end_with_Ctrl_C_while_it_watches(CancellationToken cancellation)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var lines = new ConcurrentQueue<string>();
        var watching = BuildScript.StreamAsync("Watch", _name, lines.Enqueue, interrupt.Token);
        await UntilAsync(() => Task.FromResult(lines.Any(line => line.StartsWith("Watching ", StringComparison.Ordinal))), cancellation);

        await AskAsync(Other, cancellation);
        await UntilAsync(() => Task.FromResult(lines.Any(line => line.EndsWith($"DENY  {Other}:443  not in allowed-sites.txt", StringComparison.Ordinal))), cancellation);
        await File.AppendAllTextAsync(Home.AllowedSites, $"{Other} private\n", cancellation);
        await UntilAsync(() => Task.FromResult(lines.Contains($"  + {Other} private")), cancellation);
        (await AskAsync(Other, cancellation)).ShouldBe("200");
        await File.AppendAllTextAsync(Home.AllowedSites, "*wrong*\n", cancellation);
        await UntilAsync(() => Task.FromResult(lines.Any(line => line.StartsWith("The allowlist is not valid", StringComparison.Ordinal))), cancellation);
        (await AskAsync(Other, cancellation)).ShouldBe("200", "the last good list stays in force");
        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => watching);
        await UntilAsync(async () => !(await DockerAsync("top", $"{_name}-gate-1")).Contains("tail", StringComparison.Ordinal), cancellation);
    }

    /// <summary>Eight edits; for as long as AI_SANDBOX_EDIT_SECONDS says where it is set.</summary>
    [Test]
    [CancelAfter(15 * 60_000)]
    public async Task Should_have_the_last_valid_list_in_force_whatever_is_saved(CancellationToken cancellation)
    {
        const int seed = 20261124;
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("AI_SANDBOX_EDIT_SECONDS"), CultureInfo.InvariantCulture, out var set) ? set : 0;
        var random = new Random(seed);
        string[] lines =
        [
            $"{Other} private", $"{Other} private # again", ".below.ai-sandbox.example 443", "third.ai-sandbox.example 22 until=2099-01-01", "@npm",
            "*wrong*", "https://example.org/", "10.0.0.1", "\0", "\"quoted\" example", ".com", "\uFEFFmark.example", "old.example until=2001-01-01", "@nothing",
        ];
        var store = new AllowlistStore(Home, new HostOptions { Name = SandboxName.Parse(_name) }, TimeProvider.System);
        var (valid, refused) = (0, 0);
        var isOpen = false;
        for (var clock = Stopwatch.StartNew(); valid + refused < 8 || clock.Elapsed.TotalSeconds < seconds;)
        {
            var edit = $"{Base}{string.Join('\n', Enumerable.Range(0, random.Next(3)).Select(_ => lines[random.Next(lines.Length)]))}\n";
            await File.WriteAllTextAsync(Home.AllowedSites, edit, cancellation);
            var linted = store.Lint();

            var reload = await RunAsync("Reload", cancellation);

            reload.ExitCode.ShouldBe(linted.IsRefused ? 2 : 0, $"{edit}\n{reload.Error}");
            isOpen = linted.IsRefused ? isOpen : edit.Contains(Other, StringComparison.Ordinal);
            (valid, refused) = linted.IsRefused ? (valid, refused + 1) : (valid + 1, refused);
            (await AskAsync(Kept, cancellation)).ShouldBe("200", edit);
            (await AskAsync(Other, cancellation)).ShouldBe(isOpen ? "200" : "000", edit);
        }

        TestContext.Out.WriteLine($"{valid} valid edits, {refused} refused");
        valid.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);
    }

    private static string Base => $"{Kept} private\n";

    private async Task StartServerAsync()
    {
        _engine = await TestEngine.FindAsync();
        const string start = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /tmp/key -out /tmp/cert -days 2 -subj /CN=test && exec python3 -c \"$1\"";
        await DockerAsync(
            "run", "--detach", "--init", "--name", $"{_name}-far", "--label", $"{SandboxLabels.Sandbox}={_name}",
            "--network", $"{_name}_public", "--network-alias", Kept, "--network-alias", Other,
            "--entrypoint", "bash", $"{_name}-workspace", "-c", start, "bash", Server);
        await UntilAsync(async () => await AskAsync(Kept, CancellationToken.None) == "200", CancellationToken.None);
    }

    private Task<string> DockerAsync(params string[] arguments) => _engine.RunAsync(arguments, CancellationToken.None);

    // The status of the site; 000 where no tunnel to it came about.
    private async Task<string> AskAsync(string host, CancellationToken cancellation) =>
        (await ExecAsync($"curl -sk -o /dev/null -w '%{{http_code}}' https://{host}/", cancellation)).Output;

    // A tunnel with a byte in it, held until somebody else ends it.
    private Task<CommandResult> HoldAsync(string host, CancellationToken cancellation) => ExecAsync(
        $"openssl s_client -quiet -proxy proxy:3128 -connect {host}:443 -servername {host} < <(echo hold; echo {host} > /tmp/open-{host}; sleep 120)",
        cancellation);

    private Task<CommandResult> RunAsync(string target, CancellationToken cancellation, params string[] more) =>
        BuildScript.RunAsync(target, _name, cancellation, more);

    private Task<CommandResult> ExecAsync(string line, CancellationToken cancellation) => RunAsync("Exec", cancellation, $"--command={line}");

    private static async Task UntilAsync(Func<Task<bool>> isTrue, CancellationToken cancellation)
    {
        for (var tries = 0; !await isTrue(); tries++)
        {
            tries.ShouldBeLessThan(300, "what was waited for did not come");
            await Task.Delay(200, cancellation);
        }
    }
}
