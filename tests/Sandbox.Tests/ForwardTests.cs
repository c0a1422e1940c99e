using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Channels;
using AiSandbox.Guard.Forward;
using AiSandbox.Host.Features.Forward;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>A page that a program in the workspace shows, looked at from this machine.</summary>
public sealed class ForwardTests
{
    private const int Bytes = 20_000_000;

    private readonly string _name = $"forward-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private EngineConnection _engine = null!;

    private string Gate => $"{_name}-gate-1";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _engine = await TestEngine.FindAsync();
        var up = await BuildScript.RunAsync("Up", _name, CancellationToken.None);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
        var served = await ExecAsync(
            $"mkdir -p /tmp/site && cd /tmp/site && head -c {Bytes} /dev/urandom > big && echo '<h1>hello</h1>' > index.html && sha256sum big"
            + " && { setsid python3 -m http.server 3000 --bind 127.0.0.1 & setsid python3 -m http.server 3001 --bind ::1 & } > /dev/null 2>&1");
        served.ExitCode.ShouldBe(0, served.Error);
        _hash = served.Output.Split(' ')[0];
    }

    private string _hash = "";

    [OneTimeTearDown]
    public Task RemoveAsync() => BuildScript.CleanupAsync(_name);

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_show_what_listens_inside_until_it_is_interrupted_and_leave_nothing(CancellationToken cancellation)
    {
        var free = Free(3);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (lines, shown) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        var forwarding = BuildScript.StreamAsync(
            "Forward", _name,
            line =>
            {
                lines.Enqueue(line);
                if (line.Contains("Ctrl+C ends it", StringComparison.Ordinal))
                    shown.TrySetResult();
            },
            interrupt.Token, "--port=3000,3001,3002", $"--to={string.Join(',', free)}");
        (await Task.WhenAny(shown.Task, forwarding)).ShouldBe(shown.Task, string.Join('\n', lines));
        using var browser = new HttpClient();

        (await browser.GetStringAsync($"http://127.0.0.1:{free[0]}/", cancellation)).ShouldBe("<h1>hello</h1>\n");
        (await browser.GetStringAsync($"http://127.0.0.1:{free[1]}/", cancellation)).ShouldBe("<h1>hello</h1>\n", "it listens on ::1");
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => browser.GetStringAsync($"http://127.0.0.1:{free[0]}/index.html", cancellation)));
        all.ShouldAllBe(page => page == "<h1>hello</h1>\n");
        Convert.ToHexStringLower(SHA256.HashData(await browser.GetByteArrayAsync($"http://127.0.0.1:{free[0]}/big", cancellation))).ShouldBe(_hash);
        await Should.ThrowAsync<HttpRequestException>(() => browser.GetStringAsync($"http://127.0.0.1:{free[2]}/", cancellation));
        // The other way round there is none: what this machine listens on is not there.
        (await ExecAsync($"curl -s --noproxy '*' -m 5 http://127.0.0.1:{free[0]}/")).ExitCode.ShouldBe(7);
        (await ExecAsync("curl -s --noproxy '*' -m 5 http://127.0.0.1:3000/")).Output.ShouldBe("<h1>hello</h1>\n");

        await interrupt.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => forwarding);
        lines.ShouldContain(line => line.Contains("port 3002: refused: nothing listens there in the workspace", StringComparison.Ordinal));
        using var closed = new TcpClient();
        await Should.ThrowAsync<SocketException>(async () => await closed.ConnectAsync(IPAddress.Loopback, free[0], cancellation));
        while ((await _engine.RunAsync(["top", Gate, "-o", "pid,args"], cancellation)).Contains("--forward", StringComparison.Ordinal))
            await Task.Delay(200, cancellation);
    }

    // The page loads; what it fetches passes the list, as in the workspace.
    [Test]
    [CancelAfter(600_000)]
    public async Task Should_show_a_page_in_a_browser_for_which_the_list_holds(CancellationToken cancellation)
    {
        const string Chromium = "/usr/bin/chromium";
        if (OperatingSystem.IsWindows() || !File.Exists(Chromium))
        {
            Assert.Ignore("There is no Chromium on this machine.");
            return;
        }

        const string Page = "<p id=said>waits</p><script>fetch(`https://unlisted.example/`).then(() => `fetched`, () => `denied`).then(said => document.getElementById(`said`).textContent = `fetch: ` + said)</script>";
        (await ExecAsync($"mkdir -p /tmp/page && echo '{Page}' > /tmp/page/index.html && {{ setsid python3 -m http.server 3005 --bind 127.0.0.1 --directory /tmp/page & }} > /dev/null 2>&1")).ExitCode.ShouldBe(0);
        // Stands for the browser that a person sees: prints what the page has become, and closes. Its own sandbox needs another user than root.
        var folder = Directory.CreateTempSubdirectory("browser-").FullName;
        var (shown, wrapper) = (Path.Combine(folder, "shown"), Path.Combine(folder, "chromium"));
        await File.WriteAllTextAsync(wrapper, $"#!/bin/bash\nexec {Chromium} --headless --no-sandbox --virtual-time-budget=20000 --dump-dom \"$@\" > '{shown}' 2> '{shown}.err'\n", cancellation);
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var said = await BuildScript.RunAsync(
            ["--target=Forward", $"--name={_name}", "--port=3005", $"--to={Free(1)[0]}", "--browser"],
            new Dictionary<string, string?> { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" }, cancellation);

        said.ExitCode.ShouldBe(0, said.Error + said.Output);
        (await File.ReadAllTextAsync(shown, cancellation)).ShouldContain("fetch: denied", Case.Sensitive, await File.ReadAllTextAsync($"{shown}.err", cancellation));
        var log = await BuildScript.RunAsync("LogsProxy", _name, cancellation, "--denied", "--follow=false");
        log.Output.ShouldContain("unlisted.example:443  not in allowed-sites.txt");
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_that_a_port_of_this_machine_is_taken(CancellationToken cancellation)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var said = await BuildScript.RunAsync("Forward", _name, cancellation, "--port=3000", $"--to={((IPEndPoint)taken.LocalEndpoint).Port}");

        said.ExitCode.ShouldBe(1);
        said.Error.ShouldContain(" of this machine cannot be had: ");
    }

    // The guard's own address, and ports that were not named: whoever talks to the inside gets nothing that the workspace has not.
    [Test]
    [CancelAfter(600_000)]
    public async Task Should_dial_the_named_ports_of_the_loopback_and_nothing_else(CancellationToken cancellation)
    {
        var frames = Channel.CreateUnbounded<byte[]>();
        var mux = new Mux(bytes => frames.Writer.TryWrite(bytes));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var inside = new CommandRunner().TryAsync(
            _engine.Command("exec", "--interactive", "--user", "nobody", Gate, "guard", "--forward", "3000") with
            {
                Feed = Command.FeedOf(frames.Reader, bytes => bytes),
                Sink = new FrameStream(new FrameReader(mux.Take)),
            },
            end.Token);
        await mux.Ready.Task.WaitAsync(cancellation);

        foreach (var (port, expected) in new[] { (3001, MuxEnd.NobodyListens), (3128, MuxEnd.NobodyListens), (53, MuxEnd.NobodyListens), (3000, MuxEnd.Whole) })
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            using var user = new TcpClient();
            await user.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellation);
            var carried = await listener.AcceptSocketAsync(cancellation);
            await user.GetStream().WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), cancellation);
            user.Client.Shutdown(SocketShutdown.Send);

            var result = await mux.OpenAsync(carried, port, cancellation);

            result.End.ShouldBe(expected, $"{port}");
        }

        frames.Writer.Complete();
        (await inside).ExitCode.ShouldBe(0, "it ends with its input");
    }

    private Task<CommandResult> ExecAsync(string line) => BuildScript.RunAsync("Exec", _name, CancellationToken.None, $"--command={line}");

    private static List<int> Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
