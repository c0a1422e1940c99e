using System.Globalization;
using System.Security.Cryptography;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests;

/// <summary>
/// Many sandboxes of one checkout side by side, brought up all at once through the entry script. Each has one name on its list,
/// and all names lead to one server on all their networks: its log and the proxies' are the witnesses.
/// </summary>
/// <remarks>AI_SANDBOX_LONG=1 makes twenty of them; AI_SANDBOX_MANY=5 as many, where an engine has few networks.</remarks>
[NonParallelizable] // eight at once are enough for a machine
public sealed class ManySandboxesTests
{
    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("AI_SANDBOX_MANY"), CultureInfo.InvariantCulture, out var many) ? many
        : Environment.GetEnvironmentVariable("AI_SANDBOX_LONG") is "1" ? 20
        : 8;

    private readonly string _all = $"many-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private string[] _names = [];
    private string[] _hosts = [];
    private Canary? _canary;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _names = [.. Enumerable.Range(1, Count).Select(i => $"{_all}-{i}")];
        _hosts = [.. _names.Select(name => $"{name}.ai-sandbox.example")];
        foreach (var (name, host) in _names.Zip(_hosts))
        {
            Directory.CreateDirectory(BuildScript.Of(name).Home);
            await File.WriteAllTextAsync(BuildScript.Of(name).AllowedSites, $"{host} private\n");
        }

        foreach (var up in await Task.WhenAll(_names.Select(name => BuildScript.RunAsync("Up", name, CancellationToken.None))))
            up.ExitCode.ShouldBe(0, up.Error + up.Output);

        var engine = await TestEngine.FindAsync();
        _canary = new Canary(engine, _all);
        await _canary.StartAsync(_names, _hosts, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        if (_canary is not null)
            await _canary.RemoveAsync();
        await Task.WhenAll(_names.Select(BuildScript.CleanupAsync));
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_let_each_reach_its_own_name_and_none_of_the_others(CancellationToken cancellation)
    {
        var (heard, decided) = ((await _canary!.HeardAsync(cancellation)).Count, await LogsAsync(cancellation));
        var answers = await Task.WhenAll(_names.Select(name => AskAsync(name, cancellation)));

        for (var i = 0; i < Count; i++)
            answers[i].ShouldBe(_hosts.Select(host => $"{host} {(host == _hosts[i] ? 200 : 403)}"), _names[i]);

        // The far end: every name was asked for once, by the proxy of the sandbox that lists it, and nobody else came.
        var proxies = await Task.WhenAll(_names.Select(name => AddressAsync($"{name}-proxy-1", $"{name}_public", cancellation)));
        var asked = await AtLeastAsync(heard + (2 * Count), () => _canary!.HeardAsync(cancellation), lines => lines.Count, cancellation);
        asked.Skip(heard).Order(StringComparer.Ordinal)
            .ShouldBe(proxies.Zip(_hosts, (proxy, host) => new[] { $"connected {proxy}", $"asked {proxy} {host}" })
                .SelectMany(lines => lines).Order(StringComparer.Ordinal));

        // The proxies: each knows of its own sandbox's requests alone, and decided all of them.
        var logs = await AtLeastAsync(
            decided.Sum(lines => lines.Length) + (Count * Count), () => LogsAsync(cancellation), all => all.Sum(lines => lines.Length), cancellation);
        for (var i = 0; i < Count; i++)
        {
            logs[i].Skip(decided[i].Length).ShouldBe(
                _hosts.Select(host => $"{(host == _hosts[i] ? "ALLOW" : "DENY")} {host}:443"), ignoreOrder: true, _names[i]);
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_keep_state_and_network_of_each_to_itself(CancellationToken cancellation)
    {
        foreach (var name in _names)
            (await ExecAsync(name, $"cat ~/mine /root/workspace/mine 2> /dev/null; echo {name} | tee ~/mine > /root/workspace/mine", cancellation)).Output.ShouldBeEmpty();
        foreach (var name in _names)
        {
            (await ExecAsync(name, "cat ~/mine /root/workspace/mine", cancellation)).Output.ShouldBe($"{name}\n{name}\n");
            (await File.ReadAllTextAsync(Path.Combine(BuildScript.Of(name).Projects, "mine"), cancellation)).ShouldBe($"{name}\n");
        }

        var own = await AddressAsync($"{_names[0]}-guard-1", $"{_names[0]}_private", cancellation);
        var other = await AddressAsync($"{_names[1]}-guard-1", $"{_names[1]}_private", cancellation);
        var reached = await ExecAsync(
            _names[0], $"for address in {own} {other}; do timeout 5 bash -c \"exec 3<>/dev/tcp/$address/3128\" 2> /dev/null && echo yes || echo no; done", cancellation);
        reached.Output.ShouldBe("yes\nno\n");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_change_the_list_of_the_one_that_is_named(CancellationToken cancellation)
    {
        var root = await File.ReadAllTextAsync(BuildScript.Checkout.AllowedSites, cancellation);
        var allowed = await BuildScript.RunAsync("Allow", _names[0], cancellation, "--domain=pypi.org", "--ports=443");
        allowed.Output.ShouldStartWith($"sandboxes/{_names[0]}/allowed-sites.txt:2: + pypi.org 443\n");
        await File.AppendAllTextAsync(BuildScript.Of(_names[0]).AllowedSites, $"{_hosts[1]} private\n", cancellation);
        (await BuildScript.RunAsync("Reload", _names[0], cancellation)).ExitCode.ShouldBe(0);

        (await AskAsync(_names[0], cancellation, _hosts[1])).ShouldBe([$"{_hosts[1]} 200"]);
        (await AskAsync(_names[^1], cancellation, _hosts[1], _hosts[^1])).ShouldBe([$"{_hosts[1]} 403", $"{_hosts[^1]} 200"]);
        (await File.ReadAllTextAsync(BuildScript.Of(_names[^1]).AllowedSites, cancellation)).ShouldBe($"{_hosts[^1]} private\n");
        (await File.ReadAllTextAsync(BuildScript.Checkout.AllowedSites, cancellation)).ShouldBe(root);

        var refused = await ExecAsync(_names[^1], $"curl -s --proxy-insecure -x http://proxy:3128 https://pypi.org -o /dev/null -D -; why-blocked pypi.org", cancellation);
        refused.Output.ShouldContain($"./build.sh --target=Allow --domain=pypi.org --ports=443 --name={_names[^1]}");

        await File.WriteAllTextAsync(BuildScript.Of(_names[0]).AllowedSites, $"{_hosts[0]} private\n", cancellation);
        (await BuildScript.RunAsync("Reload", _names[0], cancellation)).ExitCode.ShouldBe(0);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_show_all_of_them_in_List(CancellationToken cancellation)
    {
        var listed = await BuildScript.RunAsync(["--target=List"], cancellation);

        listed.ExitCode.ShouldBe(0, listed.Error);
        foreach (var name in _names)
        {
            listed.Output.Split('\n').Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .ShouldContain(cells => cells.SequenceEqual(new[] { name, "running", BuildScript.Checkout.Root, BuildScript.Of(name).Projects }), name);
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_leave_the_rest_as_it_is_when_one_is_removed(CancellationToken cancellation)
    {
        await _canary!.LeaveAsync(_names[1], cancellation);
        var work = Path.Combine(BuildScript.Of(_names[1]).Projects, "work");
        await File.WriteAllTextAsync(work, "work\n", cancellation);
        var before = await RunningAsync(cancellation);

        var removed = await BuildScript.RunAsync("Cleanup", _names[1], cancellation, "--yes");

        removed.ExitCode.ShouldBe(0, removed.Error);
        removed.Output.ShouldContain($"sandboxes/{_names[1]} is kept");
        (await RunningAsync(cancellation)).ShouldBe(before.Where(line => !line.StartsWith($"{_names[1]}-", StringComparison.Ordinal)));
        foreach (var (name, host) in _names.Zip(_hosts).Where(one => one.First != _names[1]))
            (await AskAsync(name, cancellation, host)).ShouldBe([$"{host} 200"]);
        (await AskAsync(_names[^1], cancellation, _hosts[0])).ShouldBe([$"{_hosts[0]} 403"]);

        // It comes back with its list and its work.
        (await BuildScript.RunAsync("Up", _names[1], cancellation)).ExitCode.ShouldBe(0);
        await _canary!.JoinAsync(_names[1], _hosts, cancellation);
        (await AskAsync(_names[1], cancellation, _hosts[1], _hosts[0])).ShouldBe([$"{_hosts[1]} 200", $"{_hosts[0]} 403"]);
        (await ExecAsync(_names[1], "cat work", cancellation)).Output.ShouldBe("work\n");
    }

    // Logs are written after the answer: read until all of it is there, or the test's time is up.
    private static async Task<T> AtLeastAsync<T>(int count, Func<Task<T>> read, Func<T, int> counted, CancellationToken cancellation)
    {
        for (; ; await Task.Delay(200, cancellation))
        {
            if (await read() is var found && counted(found) >= count)
                return found;
        }
    }

    // What each proxy has decided about the names of this test: "ALLOW host:443".
    private async Task<string[][]> LogsAsync(CancellationToken cancellation) =>
        [.. (await Task.WhenAll(_names.Select(name => BuildScript.RunAsync("LogsProxy", name, cancellation, "--follow=false"))))
            .Select(log => log.Output.Split('\n')
                .Where(line => line.Contains(_all, StringComparison.Ordinal))
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..3]))
                .ToArray())];

    // The proxy's answer to CONNECT, for each name.
    private async Task<string[]> AskAsync(string name, CancellationToken cancellation, params string[] hosts)
    {
        var asked = await ExecAsync(
            name,
            $"for host in {string.Join(' ', hosts.Length == 0 ? _hosts : hosts)}; do echo $host $(curl -sk --max-time 60 -o /dev/null -w '%{{http_connect}}' https://$host/); done",
            cancellation);
        return asked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Task<CommandResult> ExecAsync(string name, string line, CancellationToken cancellation) =>
        BuildScript.RunAsync("Exec", name, cancellation, $"--command={line}");

    private async Task<string> AddressAsync(string container, string network, CancellationToken cancellation) => (await _canary!.DockerAsync(
        ["inspect", "--format", $"{{{{(index .NetworkSettings.Networks \"{network}\").IPAddress}}}}", container], cancellation)).Trim();

    private async Task<string[]> RunningAsync(CancellationToken cancellation) =>
    [
        .. (await _canary!.DockerAsync(["ps", "--no-trunc", "--filter", $"name=^{_all}-", "--format", "{{.Names}} {{.ID}}"], cancellation))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
    ];
}
