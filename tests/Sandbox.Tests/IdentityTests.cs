using System.Security.Cryptography;
using System.Text.Json;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Ssh;

namespace Sandbox.Tests;

/// <summary>Who the workspace is, and what Doctor says of it, in a sandbox that is up.</summary>
public sealed class IdentityTests
{
    private const string Host = "git.ai-sandbox.example";
    private const string Email = "ada@ai-sandbox.example";
    private const string List = "kept.ai-sandbox.example private\n";

    private readonly string _name = $"identity-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly CommandRunner _commands = new();

    private SshFiles Files => new(BuildScript.Of(_name).Configs);

    private KeyFiles HostKey => Files.Login(Host);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Directory.CreateDirectory(BuildScript.Of(_name).Home);
        await File.WriteAllTextAsync(BuildScript.Of(_name).AllowedSites, List);
        var up = await RunAsync("Up", CancellationToken.None);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
        var prepared = await RunAsync("PrepareSsh", CancellationToken.None, "--git-username=Ada", $"--git-email={Email}", $"--host={Host}");
        prepared.ExitCode.ShouldBe(0, prepared.Error);
        (await RunAsync("Down", CancellationToken.None)).ExitCode.ShouldBe(0);
        (await RunAsync("Up", CancellationToken.None)).ExitCode.ShouldBe(0);
    }

    [OneTimeTearDown]
    public Task RemoveAsync() => BuildScript.CleanupAsync(_name);

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_sign_commits_that_git_verifies_inside_and_on_the_host(CancellationToken cancellation)
    {
        const string commit = "rm -rf /tmp/signed && git init -q /tmp/signed && cd /tmp/signed && git commit -S -q --allow-empty -m signed";
        var inside = await ExecAsync($"{commit} && git verify-commit HEAD 2>&1 && git log -1 --show-signature --format='%an|%ae|%G?|%GS'", cancellation);
        inside.ExitCode.ShouldBe(0, inside.Output + inside.Error);
        inside.Output.ShouldContain($"Good \"git\" signature for {Email}");
        inside.Output.ShouldEndWith($"Ada|{Email}|G|{Email}\n");

        const string foreign = "cd /tmp/signed && rm -f /tmp/other* && ssh-keygen -q -t ed25519 -N '' -f /tmp/other && git -c user.signingkey=/tmp/other.pub commit -S -q --allow-empty -m foreign && git verify-commit HEAD";
        (await ExecAsync(foreign, cancellation)).ExitCode.ShouldNotBe(0, "another key is nobody's");

        if (await MissingAsync("git", cancellation) || await MissingAsync("ssh-keygen", cancellation))
            Assert.Ignore("The host has no git or no ssh-keygen; inside it verified.");
        var bundle = await ExecAsync("cd /tmp/signed && git bundle create -q - HEAD | base64 -w 0", cancellation);
        var folder = Directory.CreateTempSubdirectory("signed ").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "bundle"), Convert.FromBase64String(bundle.Output), cancellation);
            await GitAsync(folder, cancellation, "clone", "--quiet", "bundle", "clone");
            var clone = Path.Combine(folder, "clone");
            (await GitAsync(clone, cancellation, "verify-commit", "HEAD^")).Error.ShouldContain($"Good \"git\" signature for {Email}");
            (await GitAsync(clone, cancellation, "log", "-2", "--format=%s %G?")).Output.ShouldBe("foreign U\nsigned G\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_carry_a_hosts_own_key_inside_and_take_it_away_again(CancellationToken cancellation)
    {
        const string look = "ssh -G {0} | grep ^identityfile; stat -c %a /etc/ai-sandbox/ssh/id_ed25519*; ssh -G {0} | grep knownhostsfile";
        var seen = await ExecAsync(look.Replace("{0}", Host, StringComparison.Ordinal), cancellation);
        seen.Output.ShouldBe(
            $"identityfile /etc/ai-sandbox/ssh/id_ed25519.{Host}\n644\n644\n"
                + "globalknownhostsfile /etc/ai-sandbox/ssh/known_hosts /etc/ai-sandbox/ssh/known_hosts.own /etc/ssh/ssh_known_hosts\nuserknownhostsfile /root/.ssh/known_hosts\n");
        (await ExecAsync("ssh -G github.com | grep ^identityfile", cancellation)).Output.ShouldBe("identityfile /etc/ai-sandbox/ssh/id_ed25519\n");
        (await ExecAsync("ssh-add -L", cancellation)).Output.Split('\n').ShouldContain(HostKey.ReadPublicKey());

        var (privateKey, publicKey) = (await File.ReadAllTextAsync(HostKey.PrivateKey, cancellation), HostKey.ReadPublicKey());
        File.Delete(HostKey.PrivateKey);
        File.Delete(HostKey.PublicKey);
        (await RunAsync("Up", cancellation)).ExitCode.ShouldBe(0);
        (await ExecAsync("ls /etc/ai-sandbox/ssh", cancellation)).Output.ShouldNotContain(Host);
        (await ExecAsync("ls /etc/ai-sandbox/ssh", cancellation)).Output.ShouldContain("id_ed25519.pub\n");
        (await ExecAsync("ssh-add -L", cancellation)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        HostKey.WriteNew(new KeyPair(privateKey, publicKey));
        (await RunAsync("Up", cancellation)).ExitCode.ShouldBe(0);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_find_nothing_wrong_and_leave_no_trace_when_Doctor_looks(CancellationToken cancellation)
    {
        var before = (await RunAsync("LogsProxy", cancellation, "--follow=false")).Output;

        var doctor = await RunAsync("Doctor", cancellation, "--json");

        doctor.ExitCode.ShouldBe(0, doctor.Output);
        var states = States(doctor.Output);
        foreach (var name in new[] { "engine.reach", "engine.filter", "files.ssh-key", "files.identity", "sandbox.containers", "sandbox.health", "sandbox.networks", "sandbox.list", "network.proxy" })
            states[name].State.ShouldBe("ok", name);
        states["files.ssh-key"].Found.ShouldContain($"id_ed25519.{Host}");
        (await RunAsync("LogsProxy", cancellation, "--follow=false")).Output.ShouldBe(before);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_end_with_4_and_name_the_command_when_the_list_in_force_is_another(CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(BuildScript.Of(_name).AllowedSites, $"{List}github.com 22\n", cancellation);
        try
        {
            var doctor = await RunAsync("Doctor", cancellation, "--json", "--ssh");

            doctor.ExitCode.ShouldBe(4, doctor.Output);
            var states = States(doctor.Output);
            states["sandbox.list"].ShouldBe(("wrong", "not in force: + github.com 22"));
            states["ssh.github.com"].ShouldBe(("wrong", "the proxy denies it"));
            doctor.Output.ShouldContain($"--target=Reload --name={_name}");

            (await RunAsync("Reload", cancellation)).ExitCode.ShouldBe(0);
            var again = States((await RunAsync("Doctor", cancellation, "--json", "--ssh")).Output);
            again["sandbox.list"].State.ShouldBe("ok");
            again["ssh.github.com"].Found.ShouldNotBe("the proxy denies it");
        }
        finally
        {
            await File.WriteAllTextAsync(BuildScript.Of(_name).AllowedSites, List, CancellationToken.None);
            (await RunAsync("Reload", CancellationToken.None)).ExitCode.ShouldBe(0);
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_end_with_2_when_PrepareSsh_is_given_more_than_a_host(CancellationToken cancellation)
    {
        var wrong = await RunAsync("PrepareSsh", cancellation, "--host=github.com:22");

        wrong.ExitCode.ShouldBe(2);
        wrong.Error.ShouldContain("--host=github.com:22: PrepareSsh makes a key for one host, without a port");
    }

    private static Dictionary<string, (string State, string Found)> States(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("name").GetString()!,
            check => (check.GetProperty("state").GetString()!, check.GetProperty("found").GetString()!),
            StringComparer.Ordinal);
    }

    private async Task<bool> MissingAsync(string tool, CancellationToken cancellation)
    {
        try
        {
            await _commands.TryAsync(new Command(tool, "-?"), cancellation);
            return false;
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            return true;
        }
    }

    // The host's own configuration has no say: only the list of signers that PrepareSsh renders.
    private Task<CommandResult> GitAsync(string folder, CancellationToken cancellation, params string[] arguments) => _commands.RunAsync(
        new Command("git", ["-c", $"gpg.ssh.allowedSignersFile={Files.AllowedSigners}", .. arguments])
        {
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_NOSYSTEM"] = "1" },
        },
        cancellation);

    private Task<CommandResult> RunAsync(string target, CancellationToken cancellation, params string[] more) => BuildScript.RunAsync(target, _name, cancellation, more);

    private Task<CommandResult> ExecAsync(string line, CancellationToken cancellation) => RunAsync("Exec", cancellation, $"--command={line}");
}
