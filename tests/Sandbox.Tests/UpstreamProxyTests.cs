using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>A sandbox that goes out by a second Squid, which alone sees and knows the internet: as in a company's network.</summary>
public sealed partial class UpstreamProxyTests
{
    private const string Far = "far.example", Near = "near.example", Marked = "marked.example", Password = "p%40ss%3A%20w%25rd";

    // Squid hands a password to what knows it with blanks and percent signs encoded.
    private const string Parent = """
        printf '%s\n' '#!/bin/bash' "while read -r login; do [[ \$login == 'user $1' ]] && echo OK || echo ERR; done" > /tmp/login
        chmod +x /tmp/login
        printf '%s\n' 'http_port 8080' 'visible_hostname parent' 'pid_filename none' 'hosts_file none' 'pinger_enable off' 'cache deny all' \
          'cache_log /dev/null' 'cache_store_log none' 'coredump_dir none' 'access_log stdio:/tmp/log' 'shutdown_lifetime 0 seconds' \
          'acl marked dstdomain marked.example' 'http_access deny marked' > /tmp/conf
        if [[ -n $1 ]]; then
          printf '%s\n' 'auth_param basic program /tmp/login' 'acl known proxy_auth REQUIRED' 'http_access deny !known' >> /tmp/conf
        fi
        echo 'http_access allow all' >> /tmp/conf
        exec squid -N -f /tmp/conf
        """;

    private const string Step = """
        url=${HTTPS_PROXY#http://}; login=${url%@*}; place=${url##*@}; key=$(printf %b "${login//%/\\x}" | base64);
        exec 3<>/dev/tcp/${place%:*}/${place#*:}; printf "CONNECT far.example:443 HTTP/1.1\r\nHost: far.example:443\r\nProxy-Authorization: Basic $key\r\n\r\n" >&3;
        read -r answer <&3; echo "$answer"; [[ $answer = *" 200 "* ]]
        """;

    private readonly string _name = $"upstream-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private EngineConnection _engine = null!;
    private Canary _canary = null!;

    private string FarNetwork => $"{_name}-far";

    private string ParentName => $"{_name}-parent";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _engine = await TestEngine.FindAsync();
        Directory.CreateDirectory(BuildScript.Of(_name).Home);
        await File.WriteAllTextAsync(Path.Combine(BuildScript.Of(_name).Home, "allowed-sites.txt"), $"{Far}\n{Near}\n{Marked} private\n");
        await UpAsync($"http://user:{Password}@parent.test:8080");
        await DockerAsync("network", "create", "--internal", "--label", $"{SandboxLabels.Sandbox}={_name}", FarNetwork);
        // Those of what runs from an image that this sandbox has built: it is no container of its own all the same.
        _canary = new Canary(_engine, $"{_name}-canary") { Labels = [$"{ComposeLabels.Project}={_name}", $"{ComposeLabels.Service}=workspace"] };
        await _canary.StartAsync([_name], [Near, Marked], CancellationToken.None);
        await DockerAsync("network", "connect", "--alias", Far, FarNetwork, $"{_name}-canary");
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await new CommandRunner().TryAsync(_engine.Command(["rm", "--force", "--volumes", ParentName, $"{_name}-canary"]), CancellationToken.None);
        await BuildScript.CleanupAsync(_name);
        await new CommandRunner().TryAsync(_engine.Command(["network", "rm", FarNetwork]), CancellationToken.None);
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_go_out_by_the_proxy_above_and_by_nothing_else(CancellationToken cancellation)
    {
        // There is none yet, and its name is unknown.
        (await AskAsync(Far)).ShouldContain("\"reason\":\"upstream-down\"");

        await ParentAsync("p@ss:%20w%25rd");
        await UntilAsync(async () => (await AskAsync(Far)).Contains(" 200 ", StringComparison.Ordinal), cancellation);
        (await CurlAsync(Far)).ShouldBe("200");
        (await _canary.HeardAsync(cancellation)).ShouldContain(line => line.StartsWith("asked ", StringComparison.Ordinal) && line.EndsWith(Far, StringComparison.Ordinal));

        await BuildAsync(cancellation);

        // The list and the look at addresses hold; what the proxy above refuses is no refusal of the list's.
        (await AskAsync("unlisted.example")).ShouldContain("\"reason\":\"name\"");
        (await AskAsync(Near)).ShouldContain("\"reason\":\"address\"");
        (await AskAsync(Marked)).ShouldContain("\"reason\":\"upstream-refused\"");

        // The password: in one file, that one container has.
        var seen = await DockerAsync("inspect", $"{_name}-workspace-1", $"{_name}-gate-1", $"{_name}-guard-1", $"{_name}-keys-1", $"{_name}-proxy-1");
        seen.ShouldNotContain("p%40ss");
        Upstream().Count(seen).ShouldBe(1, seen);
        (await DockerAsync("history", "--no-trunc", $"{_name}-workspace")).ShouldNotContain("p%40ss");

        // Nothing goes round it while it is dead, though a way is there.
        await DockerAsync("stop", "--time", "1", ParentName);
        foreach (var host in new[] { Far, Marked })
            (await AskAsync(host)).ShouldMatch(@"^HTTP/1\.1 503 [\s\S]*The proxy above this sandbox does not answer");
        await DockerAsync("start", ParentName);
        await UntilAsync(async () => (await AskAsync(Far)).Contains(" 200 ", StringComparison.Ordinal), cancellation);
        (await _canary.HeardAsync(cancellation)).ShouldNotContain(line => line.EndsWith(Marked, StringComparison.Ordinal));

        await UpAsync("http://user:wrong@parent.test:8080");
        (await AskAsync(Far)).ShouldContain("\"reason\":\"upstream-login\"");

        // Off and on again, in a sandbox that goes on running.
        var started = await StartedAsync();
        await UpAsync("");
        (await CurlAsync(Marked)).ShouldBe("200");
        (await AskAsync(Far)).ShouldContain("\"reason\":\"no-address\"");
        await DockerAsync("rm", "--force", ParentName);
        await ParentAsync("");
        await UpAsync("http://parent.test:8080");
        (await AskAsync(Marked)).ShouldContain("\"reason\":\"upstream-refused\"");
        (await StartedAsync()).ShouldBe(started);
        await UntilAsync(async () => (await AskAsync(Far)).Contains(" 200 ", StringComparison.Ordinal), cancellation);
        (await CurlAsync(Far)).ShouldBe("200");
    }

    // A step of a build is given the proxy with its password, and the image keeps nothing of it.
    private async Task BuildAsync(CancellationToken cancellation)
    {
        await DockerAsync("network", "connect", "bridge", ParentName);
        var address = (await DockerAsync("inspect", "--format", "{{.NetworkSettings.Networks.bridge.IPAddress}}", ParentName)).Trim();
        var folder = Directory.CreateTempSubdirectory(_name);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Dockerfile"), $"FROM {BaseImage.Tag}\nRUN bash -c '{Step.ReplaceLineEndings(" ")}'\n", cancellation);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "compose.yaml"), $"services: {{ probe: {{ image: {_name}-probe, build: {{ context: ., labels: {{ {SandboxLabels.Sandbox}: {_name} }} }} }} }}\n", cancellation);
            await BuildProgress.RunAsync(
                new DockerCli(new CommandRunner(), _ => Task.FromResult(_engine), folder.FullName), new Checkout(folder.FullName),
                ["compose", "--project-directory", folder.FullName, "--file", Path.Combine(folder.FullName, "compose.yaml")], "probe",
                BuildProgress.By(UpstreamProxy.Parse($"http://user:{Password}@{address}:8080"), new Dictionary<string, string?>(StringComparer.Ordinal)), _ => { }, cancellation, anew: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        (await DockerAsync("history", "--no-trunc", $"{_name}-probe")).ShouldNotContain("p%40ss");
        await DockerAsync("network", "disconnect", "bridge", ParentName);
    }

    private async Task<string> StartedAsync() => await DockerAsync("inspect", "--format", "{{.State.StartedAt}}", $"{_name}-workspace-1");

    private async Task ParentAsync(string password)
    {
        await DockerAsync(
            "run", "--detach", "--init", "--name", ParentName, "--label", $"{SandboxLabels.Sandbox}={_name}", "--network", $"{_name}_public",
            "--network-alias", "parent.test", "--entrypoint", "bash", $"{_name}-proxy", "-c", Parent, "bash", password);
        await DockerAsync("network", "connect", FarNetwork, ParentName);
    }

    private async Task UpAsync(string proxy)
    {
        var (env, prepared) = (BuildScript.Of(_name).WorkspaceEnv, await BuildScript.RunAsync("PrepareEnv", _name, CancellationToken.None));
        prepared.ExitCode.ShouldBe(0, prepared.Error);
        await File.WriteAllTextAsync(env, Setting().Replace(await File.ReadAllTextAsync(env), $"EGRESS_PROXY={proxy}"));
        var up = await BuildScript.RunAsync("Up", _name, CancellationToken.None);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
    }

    // What the proxy answers to a CONNECT, head and body.
    private async Task<string> AskAsync(string host) => (await ExecAsync(
        $"exec 3<>/dev/tcp/proxy/3128; printf 'CONNECT {host}:443 HTTP/1.1\\r\\nHost: {host}:443\\r\\n\\r\\n' >&3; timeout 6 cat <&3")).Output;

    private async Task<string> CurlAsync(string host) => (await ExecAsync($"curl -sk -o /dev/null -w '%{{http_code}}' https://{host}/")).Output;

    private Task<CommandResult> ExecAsync(string line) => BuildScript.RunAsync("Exec", _name, CancellationToken.None, $"--command={line}");

    private Task<string> DockerAsync(params string[] arguments) => _engine.RunAsync(arguments, CancellationToken.None);

    private static async Task UntilAsync(Func<Task<bool>> isTrue, CancellationToken cancellation)
    {
        while (!await isTrue())
            await Task.Delay(500, cancellation);
    }

    [GeneratedRegex("^EGRESS_PROXY=.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    [GeneratedRegex("\"Destination\": \"/etc/ai-sandbox/upstream\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Upstream();
}
