using System.Text.Json;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests;

/// <summary>The Dev Container, opened by the real devcontainer CLI from the npm registry.</summary>
public sealed class DevContainerTests
{
    private const string Version = "0.89.0";
    private const int Owner = 12345; // of the mounted folder: somebody who is not root

    private WholeCheckout _checkout = null!;
    private string _cli = "";
    private CommandResult _up = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _cli = await InstallAsync();
        _checkout = await WholeCheckout.CreateAsync("devcontainer");
        foreach (var (name, value) in _checkout.Engine.Environment)
            _checkout.Variables[name] = value;
        await File.WriteAllTextAsync(Path.Combine(_checkout.Root, "allowed-sites.txt"), $"{Forge.Host} private\n");
        if (OperatingSystem.IsLinux())
            (await _checkout.ToolAsync("chown", [$"{Owner}:{Owner}", "projects"], CancellationToken.None)).ExitCode.ShouldBe(0);
        _up = await DevcontainerAsync("up", CancellationToken.None);
        _up.ExitCode.ShouldBe(0, _up.Error + _up.Output);
        await Forge.StartAsync(_checkout.DockerAsync, _checkout.Name);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        if (_checkout is not null)
            await _checkout.DisposeAsync();
    }

    [Test]
    public void Should_open_the_workspace_of_the_sandbox_when_the_folder_is_opened()
    {
        var answer = JsonDocument.Parse(_up.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;

        answer.GetProperty("outcome").GetString().ShouldBe("success");
        answer.GetProperty("composeProjectName").GetString().ShouldBe(_checkout.Name.Value);
        answer.GetProperty("remoteWorkspaceFolder").GetString().ShouldBe("/root/workspace");
        answer.GetProperty("remoteUser").GetString().ShouldBe("sandbox");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_leave_the_container_as_it_is_when_the_folder_is_opened_again(CancellationToken cancellation)
    {
        var before = await _checkout.DockerAsync("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", $"{_checkout.Name}-workspace-1");

        (await DevcontainerAsync("up", cancellation)).ExitCode.ShouldBe(0);

        (await _checkout.DockerAsync("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", $"{_checkout.Name}-workspace-1")).ShouldBe(before);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_reach_what_is_listed_and_nothing_else_from_its_shell(CancellationToken cancellation)
    {
        var listed = await InsideAsync($"curl -sk https://{Forge.Host}/", cancellation);
        var unlisted = await InsideAsync("curl -sSk https://unlisted.ai-sandbox.example/", cancellation);
        var past = await InsideAsync("curl -sS --noproxy '*' --max-time 3 https://192.0.2.1/", cancellation);

        listed.Output.ShouldContain("simulated internet: " + Forge.Host);
        unlisted.ExitCode.ShouldBe(56, unlisted.Error);
        unlisted.Error.ShouldContain("403");
        past.ExitCode.ShouldBeOneOf(7, 28);
        var log = await _checkout.DoAsync("LogsProxy", cancellation, "--follow=false");
        log.ShouldContain($"ALLOW {Forge.Host}:443");
        log.ShouldContain("DENY  unlisted.ai-sandbox.example:443");
        log.ShouldNotContain("192.0.2.1");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_keep_agents_and_credential_helpers_out_of_its_shell(CancellationToken cancellation)
    {
        // What an editor writes into the container's own configuration.
        await _checkout.DockerAsync(
            "exec", "--user", "root", $"{_checkout.Name}-workspace-1", "git", "config", "--system", "credential.helper", "!echo username=u; echo password=leaked; :");

        var handed = await _checkout.DockerAsync(
            "exec", $"{_checkout.Name}-workspace-1", "bash", "-c", "printf 'host=x\\nprotocol=https\\n' | git credential fill");
        var inside = await InsideAsync(
            "printf 'host=x\\nprotocol=https\\nusername=u\\n' | GIT_TERMINAL_PROMPT=0 git credential fill; echo \"agent [$SSH_AUTH_SOCK]\"; ssh-add -l; type gpg gpgconf gpg-agent", cancellation);

        handed.ShouldContain("leaked", customMessage: "the helper answers where nothing takes it away");
        inside.Output.ShouldNotContain("leaked");
        inside.Output.ShouldContain("agent [/run/keys/agent.sock]\n", customMessage: "the sandbox's own keys, and no agent of the host's");
        inside.Output.Split('\n').Count(line => line.Contains("SHA256:", StringComparison.Ordinal)).ShouldBe(2);
        inside.Output.ShouldContain(" signs (ED25519)");
        foreach (var tool in new[] { "gpg", "gpgconf", "gpg-agent" }) // an editor forwards that agent where they are installed
            inside.Error.ShouldContain($"type: {tool}: not found");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_write_files_that_belong_to_the_owner_of_the_folder(CancellationToken cancellation)
    {
        (await InsideAsync("pwd; echo x > made; stat -c %u made", cancellation)).Output
            .ShouldBe($"/root/workspace\n{(OperatingSystem.IsLinux() ? Owner : 0)}\n");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_have_a_gitconfig_of_its_own_that_no_editor_replaces(CancellationToken cancellation) =>
        (await InsideAsync("cat ~/.gitconfig", cancellation)).Output.ShouldStartWith("# Yours.");

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_not_open_when_an_agent_of_the_host_runs(CancellationToken cancellation)
    {
        _checkout.Variables[EnvironmentNames.SshAuthSock] = "/tmp/agent.1";
        try
        {
            var refused = await DevcontainerAsync("up", cancellation);

            refused.ExitCode.ShouldBe(1);
            (refused.Error + refused.Output).ShouldContain("An SSH agent of this host is at /tmp/agent.1");
        }
        finally
        {
            _checkout.Variables[EnvironmentNames.SshAuthSock] = null;
        }
    }

    private Task<CommandResult> InsideAsync(string line, CancellationToken cancellation) =>
        DevcontainerAsync("exec", cancellation, "bash", "-lc", line);

    private Task<CommandResult> DevcontainerAsync(string verb, CancellationToken cancellation, params string[] command) => _checkout.ToolAsync(
        _cli, [verb, "--workspace-folder", _checkout.Root, "--docker-path", _checkout.Engine.Docker, .. command], cancellation);

    // Node knows the authorities that came with it alone, and not those of this machine, of which a mirror's may be one.
    private static Dictionary<string, string?> Authorities()
    {
        const string variable = "NODE_EXTRA_CA_CERTS";
        string[] bundles = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];
        var bundle = Environment.GetEnvironmentVariable(variable) ?? bundles.FirstOrDefault(File.Exists);

        return bundle is null ? [] : new(StringComparer.Ordinal) { [variable] = bundle };
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Path.Combine(BuildScript.Checkout.Artifacts, "devcontainers-cli");
        var cli = Path.Combine(folder, "node_modules", ".bin", "devcontainer");
        if (File.Exists(cli))
            return cli;

        Directory.CreateDirectory(folder);
        var npm = new Command("npm", "install", "--prefix", folder, "--no-audit", "--no-fund", $"@devcontainers/cli@{Version}")
        {
            Environment = Authorities(),
        };
        try
        {
            var installed = await new CommandRunner().TryAsync(npm, CancellationToken.None);
            if (installed.ExitCode != 0)
                Assert.Ignore($"The npm registry does not give @devcontainers/cli {Version}: {installed.Error}");
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            Assert.Ignore("There is no npm on this machine to install @devcontainers/cli with.");
        }

        return cli;
    }
}
