using System.Security.Cryptography;

namespace Sandbox.Tests;

/// <summary>
/// The way of the README from a fresh checkout to a signed commit that is pushed over SSH, on a host that is full of secrets:
/// none of them is found inside.
/// </summary>
public sealed class NewcomerTests
{
    // One word for all of them, that is nowhere else: to be found however it is wrapped.
    private readonly string _canary = $"canary{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    private const string List = $"{Forge.Host} private\nother.ai-sandbox.example\n";

    private WholeCheckout _checkout = null!;
    private string _pushed = null!;

    private string Configs => Path.Combine(_checkout.Root, "configs");

    [OneTimeSetUp]
    public async Task FollowTheReadmeAsync()
    {
        _checkout = await WholeCheckout.CreateAsync("newcomer");
        PlantHome();
        await File.WriteAllTextAsync(Path.Combine(_checkout.Root, "allowed-sites.txt"), List, CancellationToken.None);

        await _checkout.DoAsync("PrepareSsh", CancellationToken.None, "--git-username=Ada Newcomer", "--git-email=ada@newcomer.example");
        await _checkout.DoAsync("Up", CancellationToken.None);
        var forge = await Forge.StartAsync(_checkout.DockerAsync, _checkout.Name);
        await PinAsync(forge);
        _pushed = await InsideAsync(
            $"git clone --quiet git@{Forge.Host}:/srv/git/{Forge.Repository}.git demo && cd demo && echo hello > hello.txt && git add . "
                + "&& git commit --quiet -m 'From the sandbox' && git push --quiet origin main && git rev-parse HEAD",
            CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        if (_checkout is not null)
            await _checkout.DisposeAsync();
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_push_a_commit_over_SSH(CancellationToken cancellation)
    {
        var there = await _checkout.DockerAsync(
            "exec", $"{_checkout.Name}-forge", "git", "-C", $"/srv/git/{Forge.Repository}.git", "log", "-1", "--format=%H%n%an <%ae>%n%s", "main");

        there.ShouldBe($"{_pushed.Trim()}\nAda Newcomer <ada@newcomer.example>\nFrom the sandbox\n");
        (await _checkout.DoAsync("LogsProxy", cancellation, "--follow=false")).ShouldContain($"ALLOW {Forge.Host}:22");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_show_the_commit_and_its_good_signature_on_both_sides(CancellationToken cancellation)
    {
        (await InsideAsync("cd demo && git log -1 --format=%G?%GS", cancellation)).ShouldBe("Gada@newcomer.example\n");

        // On the host by the file that PrepareSsh made; the repository's own configuration is the agent's, and is not asked.
        var demo = Path.Combine(_checkout.Root, "projects", "demo");
        var verified = await _checkout.ToolAsync(
            "git",
            ["-c", "safe.directory=*", "-c", $"gpg.ssh.allowedSignersFile={Path.Combine(_checkout.Root, "configs", ".ssh", "allowed_signers")}", "-C", demo, "verify-commit", "HEAD"],
            cancellation);
        verified.ExitCode.ShouldBe(0, verified.Error);
        verified.Error.ShouldContain("Good \"git\" signature for ada@newcomer.example");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_refuse_the_push_when_the_host_leaves_the_list(CancellationToken cancellation)
    {
        await _checkout.DoAsync("Deny", cancellation, $"--domain={Forge.Host}");
        try
        {
            var refused = await _checkout.ExecAsync("cd demo && git push origin main", cancellation);

            refused.ExitCode.ShouldBe(128);
        }
        finally
        {
            await File.WriteAllTextAsync(Path.Combine(_checkout.Root, "allowed-sites.txt"), List, CancellationToken.None);
            await _checkout.DoAsync("Reload", cancellation);
        }

        await InsideAsync("cd demo && git push origin main", cancellation);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_find_nothing_of_the_host_inside(CancellationToken cancellation)
    {
        // In files, in what the processes were given, in what the kernel shows; in the images and in what the engine knows of the
        // containers. A word of our own shows that the search finds.
        await InsideAsync("mkdir -p ~/.planted && echo planted-inside > ~/.planted/file", cancellation);
        const string search = "grep -rslaF --exclude-dir=proc --exclude-dir=sys \"$1\" / ; cat /proc/[0-9]*/environ /proc/mounts | grep -caF \"$1\" || true";
        (await SearchAsync("planted-inside", search)).ShouldContain("/root/.planted/file");
        (await SearchAsync("http://proxy:3128", search)).ShouldNotEndWith("\n0\n");
        (await SearchAsync(_canary, search)).ShouldBe("0\n");

        // Nor the keys of its own: what is searched is a line of each file, without its line break.
        foreach (var key in Directory.EnumerateFiles(Path.Combine(Configs, "keys")))
        {
            var line = (await File.ReadAllLinesAsync(key, cancellation))[2];
            (await SearchAsync(line, search)).ShouldBe("0\n", key);
            (await _checkout.DockerAsync("inspect", $"{_checkout.Name}-workspace-1", $"{_checkout.Name}-keys-1")).ShouldNotContain(line);
        }

        foreach (var image in new[] { "workspace", "proxy", "guard" })
            (await _checkout.DockerAsync("image", "history", "--no-trunc", $"{_checkout.Name}-{image}")).ShouldNotContain(_canary);
        foreach (var service in new[] { "workspace", "gate", "proxy", "guard", "keys" })
            (await _checkout.DockerAsync("inspect", $"{_checkout.Name}-{service}-1")).ShouldNotContain(_canary);
    }

    private Task<string> SearchAsync(string word, string search) => _checkout.DockerAsync(
        "exec", "--user", "root", $"{_checkout.Name}-workspace-1", "bash", "-c", search, "search", word);

    private async Task<string> InsideAsync(string line, CancellationToken cancellation)
    {
        var result = await _checkout.ExecAsync(line, cancellation);
        result.ExitCode.ShouldBe(0, result.Error);

        return result.Output;
    }

    // As docs/git.md says: the key of a host that is not among ours is pinned on the host, where the agent cannot.
    private async Task PinAsync(string forge)
    {
        var key = await _checkout.DockerAsync("exec", forge, "cat", "/srv/internet/ssh_host_ed25519_key.pub");
        await File.WriteAllTextAsync(Path.Combine(Configs, ".ssh", "known_hosts.own"), $"{Forge.Host} {key}");
        await _checkout.DoAsync("Up", CancellationToken.None);
    }

    private void PlantHome()
    {
        var home = Path.Combine(Path.GetDirectoryName(_checkout.Root)!, "home");
        Plant(".ssh/id_ed25519", $"-----BEGIN OPENSSH PRIVATE KEY-----\n{_canary}\n-----END OPENSSH PRIVATE KEY-----\n");
        Plant(".ssh/config", $"Host *\n  User {_canary}\n");
        Plant(".gitconfig", $"[user]\n\tname = {_canary}\n\temail = {_canary}@host.example\n[credential]\n\thelper = !echo password={_canary}\n");
        Plant(".git-credentials", $"https://u:{_canary}@github.com\n");
        Plant(".netrc", $"machine github.com password {_canary}\n");
        Plant(".npmrc", $"//registry.example/:_authToken={_canary}\n");
        Plant(".aws/credentials", $"[default]\naws_secret_access_key = {_canary}\n");
        Plant(".config/gh/hosts.yml", $"github.com:\n  oauth_token: {_canary}\n");
        Plant(".docker/config.json", $$"""{ "auths": { "ghcr.io": { "auth": "{{_canary}}" } } }""");
        Plant(".bash_history", $"export TOKEN={_canary}\n");
        foreach (var name in new[] { "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "ANTHROPIC_API_KEY", "SSH_ASKPASS", "LESSOPEN", "PS1" })
            _checkout.Variables[name] = _canary;
        _checkout.Variables["HOME"] = home;
        // What the SDK compiles the guard with, where it has to; nothing of it is a secret.
        _checkout.Variables["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

        void Plant(string path, string text)
        {
            var file = Path.Combine(home, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
