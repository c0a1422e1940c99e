using System.Runtime.Versioning;
using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Host.Platform.Ssh;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Lifecycle.Identity;

public sealed class SshKeysTests
{
    private static readonly SshRequest Chain = new();

    private static readonly SshRequest Asked = new() { Required = true };

    private static readonly SshRequest Given = Asked with
    {
        GitUsername = "Ada \"A\" Lovelace",
        GitEmail = "ada@example.com",
    };

    private TempCheckout _temp = null!;

    private FakeGit _git = null!;

    private FakeKeygen _keygen = null!;

    private SshFiles Files => new(_temp.Checkout.Configs);

    private KeyFiles KeyFiles => Files.Login();

    [SetUp]
    public void CreateCheckout() => (_temp, _git, _keygen) = (new TempCheckout(), new FakeGit(), new FakeKeygen());

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    private SshKeys Keys(params IKeyGenerator[] generators) =>
        new(_temp.Checkout, _temp.Renderer, _git, generators.Length > 0 ? generators : [_keygen]);

    private Task<PreparedSsh> Prepare(SshRequest request) => Keys().PrepareAsync(request, CancellationToken.None);

    private SandboxException Refused(SshRequest request, params IKeyGenerator[] generators) =>
        Should.Throw<SandboxException>(() => Keys(generators).PrepareAsync(request, CancellationToken.None));

    private string? Git(string variable) => GitConfig.Parse(File.ReadAllText(Files.GitConfig)).Values($"user.{variable}").LastOrDefault();

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform("Unix")]
    [CancelAfter(20_000)]
    public async Task Should_make_a_pair_that_belongs_together_when_there_is_none()
    {
        Tool.Need("ssh-keygen");

        var prepared = await Keys(new SshKeygen(Tool.Runner))
            .PrepareAsync(Given with { Comment = "a comment" }, CancellationToken.None);

        prepared.Key.ShouldBe(KeyState.Created);
        prepared.PublicKey.ShouldNotBeNull().ShouldStartWith("ssh-ed25519 AAAA");
        prepared.PublicKey.ShouldEndWith(" a comment");
        File.ReadAllText(KeyFiles.PublicKey).ShouldBe(prepared.PublicKey + "\n");
        var derived = await Tool.RunAsync("ssh-keygen", "-y", "-P", "", "-f", KeyFiles.PrivateKey);
        derived.Trim().ShouldBe(prepared.PublicKey);
        File.GetUnixFileMode(Files.Folder).ShouldBe(FileStore.PrivateFolder);
        File.GetUnixFileMode(KeyFiles.PrivateKey).ShouldBe(FileStore.Private);
        Directory.GetFileSystemEntries(Files.Folder).Select(Path.GetFileName).ShouldBe(
            ["allowed_signers", "config", "id_ed25519.pub", "known_hosts", "sign_ed25519.pub"], ignoreOrder: true);
        Directory.GetFileSystemEntries(Files.KeyFolder).Select(Path.GetFileName).ShouldBe(["id_ed25519", "sign_ed25519"], ignoreOrder: true);
        File.GetUnixFileMode(Files.KeyFolder).ShouldBe(FileStore.PrivateFolder);
        File.GetUnixFileMode(Files.SigningKey.PrivateKey).ShouldBe(FileStore.Private);
        prepared.SigningKey.ShouldNotBeNull().ShouldEndWith(" a comment signs");
        prepared.SigningKey.ShouldNotBe(prepared.PublicKey);
    }

    [Test]
    public async Task Should_change_nothing_when_it_runs_again()
    {
        await Prepare(Given);
        var before = Snapshot();

        var again = await Prepare(Chain);

        again.Key.ShouldBe(KeyState.Kept);
        again.Report.ShouldBeEmpty();
        _keygen.Created.ShouldBe(2);
        Snapshot().ShouldBe(before);
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform("Unix")]
    public async Task Should_narrow_the_modes_when_a_key_is_open_to_others()
    {
        await Prepare(Given with { Host = "git.example.com" });
        var host = Files.Login("git.example.com").PrivateKey;
        File.SetUnixFileMode(KeyFiles.PrivateKey, FileStore.Public);
        File.SetUnixFileMode(host, FileStore.Public);
        File.SetUnixFileMode(Files.Folder, FileStore.PrivateFolder | UnixFileMode.OtherRead);

        await Prepare(Chain);

        File.GetUnixFileMode(KeyFiles.PrivateKey).ShouldBe(FileStore.Private);
        File.GetUnixFileMode(host).ShouldBe(FileStore.Private);
        File.GetUnixFileMode(Files.Folder).ShouldBe(FileStore.PrivateFolder);
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_derive_the_public_key_when_only_the_private_one_is_there()
    {
        Tool.Need("ssh-keygen");
        var keys = Keys(new SshKeygen(Tool.Runner));
        var first = await keys.PrepareAsync(Given, CancellationToken.None);
        var privateKey = File.ReadAllText(KeyFiles.PrivateKey);
        File.Delete(KeyFiles.PublicKey);

        var mended = await keys.PrepareAsync(Chain, CancellationToken.None);

        mended.Key.ShouldBe(KeyState.Mended);
        mended.PublicKey.ShouldBe(first.PublicKey);
        mended.Report.ShouldContain(line => line.Contains("derived from the private key", StringComparison.Ordinal));
        File.ReadAllText(KeyFiles.PrivateKey).ShouldBe(privateKey);
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_say_what_is_wrong_when_the_private_key_has_a_passphrase()
    {
        Tool.Need("ssh-keygen");
        KeyFiles.Narrow();
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", KeyFiles.PrivateKey);
        File.Delete($"{KeyFiles.PrivateKey}.pub");
        var before = File.ReadAllText(KeyFiles.PrivateKey);

        Refused(Given, new SshKeygen(Tool.Runner)).Message.ShouldContain("without a passphrase");

        File.ReadAllText(KeyFiles.PrivateKey).ShouldBe(before);
        File.Exists(KeyFiles.PublicKey).ShouldBeFalse();
    }

    [Test]
    public void Should_refuse_when_only_the_public_key_is_there()
    {
        Directory.CreateDirectory(Files.Folder);
        File.WriteAllText(KeyFiles.PublicKey, "mine");

        Refused(Given).Message.ShouldContain("without its private key");

        File.ReadAllText(KeyFiles.PublicKey).ShouldBe("mine");
        _keygen.Created.ShouldBe(0);
    }

    [TestCase("ssh-ed25519 AAAA x\n* ssh-ed25519 EVIL")]
    [TestCase("<html>")]
    [TestCase("")]
    public void Should_refuse_a_public_key_when_it_is_not_one_line(string line)
    {
        Directory.CreateDirectory(Files.KeyFolder);
        File.WriteAllText(KeyFiles.PrivateKey, FakeKeygen.PrivateKey);

        Refused(Given, new FakeKeygen { Derived = line }).Message
            .ShouldContain("not one line of type, key and comment");

        File.Exists(KeyFiles.PublicKey).ShouldBeFalse();
    }

    [Test]
    public async Task Should_take_keys_of_earlier_versions_out_of_the_workspaces_sight_and_keep_them()
    {
        Directory.CreateDirectory(Files.Folder);
        foreach (var name in new[] { "id_ed25519", "id_ed25519.git.example" })
        {
            await File.WriteAllTextAsync(Path.Combine(Files.Folder, name), $"private {name}");
            await File.WriteAllTextAsync(Path.Combine(Files.Folder, $"{name}.pub"), $"{FakeKeygen.PublicKey} old\n");
        }

        var prepared = await Prepare(Chain);

        File.ReadAllText(KeyFiles.PrivateKey).ShouldBe("private id_ed25519");
        File.ReadAllText(Files.Login("git.example").PrivateKey).ShouldBe("private id_ed25519.git.example");
        Directory.GetFiles(Files.Folder).Select(Path.GetFileName).ShouldBe(
            ["allowed_signers", "config", "id_ed25519.git.example.pub", "id_ed25519.pub", "known_hosts", "sign_ed25519.pub"], ignoreOrder: true);
        (prepared.Key, prepared.PublicKey, _keygen.Created).ShouldBe((KeyState.Kept, $"{FakeKeygen.PublicKey} old", 1));
        prepared.Report[0].ShouldBe("No private key is in the workspace any more: id_ed25519, id_ed25519.git.example moved from configs/.ssh to configs/keys, "
            + "and a container beside it signs. They stay registered and log in as before.");
        prepared.Report.ShouldContain("Commits have a key of their own now, which is to be registered too. Those before stay valid.");
        prepared.Report.ShouldContain(line => line.Contains("'Signing Key'", StringComparison.Ordinal));
        (await Prepare(Chain)).Report.ShouldHaveSingleItem().ShouldStartWith("Commits in the workspace have no author");

        await File.WriteAllTextAsync(Path.Combine(Files.Folder, "id_ed25519"), "another");
        Refused(Chain).Message.ShouldContain("is a second private key beside");
        File.ReadAllText(KeyFiles.PrivateKey).ShouldBe("private id_ed25519");
    }

    [Test]
    public async Task Should_keep_the_signatures_valid_that_the_one_key_of_earlier_versions_made()
    {
        var prepared = await Prepare(Given);

        File.ReadAllLines(Files.AllowedSigners)[1..].ShouldBe(
            [$"ada@example.com namespaces=\"git\" {prepared.SigningKey}", $"ada@example.com namespaces=\"git\" {prepared.PublicKey}"]);
    }

    [Test]
    public async Task Should_say_what_to_sign_with_when_the_users_own_git_configuration_names_another_key()
    {
        Directory.CreateDirectory(_temp.Checkout.Configs);
        await File.WriteAllTextAsync(Files.GitConfig, "[user]\n\tname = Ada\n\temail = ada@example.com\n\tsigningkey = /etc/ai-sandbox/ssh/id_ed25519.pub\n");

        (await Prepare(Chain)).Report.ShouldContain(
            "configs/.gitconfig is your own and signs with /etc/ai-sandbox/ssh/id_ed25519.pub. The sandbox signs with one key alone: user.signingkey = /etc/ai-sandbox/ssh/sign_ed25519.pub");
    }

    [Test]
    public async Task Should_tell_keys_by_a_hash_when_one_of_them_or_a_pinned_host_changes()
    {
        var none = Files.HashOfKeys();
        await Prepare(Chain);
        var made = Files.HashOfKeys();
        (await Prepare(Chain)).Key.ShouldBe(KeyState.Kept);
        Files.HashOfKeys().ShouldBe(made);

        await File.WriteAllTextAsync(Files.OwnKnownHosts, "git.corp.example ssh-ed25519 AAAA\n");
        var pinned = Files.HashOfKeys();
        await File.WriteAllTextAsync(Files.SigningKey.PrivateKey, "another");

        new[] { none, made, pinned, Files.HashOfKeys() }.ShouldBeUnique();
    }

    [Test]
    public async Task Should_say_where_to_paste_the_key_when_it_is_new_or_asked_for()
    {
        var report = string.Join('\n', (await Prepare(Given)).Report);

        report.ShouldContain(FakeKeygen.PublicKey);
        report.Split("https://github.com/settings/ssh/new").Length.ShouldBe(3);
        report.ShouldContain("'Authentication Key'");
        report.ShouldContain("'Signing Key'");
        report.ShouldContain("https://gitlab.com/-/user_settings/ssh_keys");
        report.ShouldContain("https://bitbucket.org/account/settings/ssh-keys/");
        string.Join('\n', (await Prepare(Asked)).Report).ShouldContain("'Signing Key'");
        (await Prepare(Chain)).Report.ShouldBeEmpty();
    }

    [Test]
    public void Should_end_with_wrong_usage_when_an_identity_is_required_and_nobody_knows_one()
    {
        var missing = Refused(Asked);

        missing.ExitCode.ShouldBe(ExitCodes.Usage);
        missing.Message.ShouldContain("--git-username");
        missing.Message.ShouldContain("--git-email");
        missing.Next.ShouldBe("./build.sh --target=PrepareSsh --git-username='Your Name' --git-email=you@example.com");
        Directory.Exists(Files.Folder).ShouldBeFalse();
    }

    [Test]
    public async Task Should_make_everything_but_the_author_when_it_runs_in_the_chain_and_nobody_knows_one()
    {
        var prepared = await Prepare(Chain);

        prepared.Identity.ShouldBeNull();
        prepared.Report[^1].ShouldContain("--git-username='Your Name' --git-email=you@example.com");
        File.ReadAllText(Files.GitConfig).ShouldContain("gpgsign = true");
        (Git("name"), Git("email")).ShouldBe((null, null));
        File.Exists(Files.KnownHosts).ShouldBeTrue();
        File.Exists(Files.Config).ShouldBeTrue();
        File.ReadLines(Files.AllowedSigners).ShouldAllBe(line => line.StartsWith('#'));
    }

    [Test]
    public async Task Should_take_the_hosts_identity_when_it_has_both()
    {
        (_git.Name, _git.Email) = ("Host User", "host@example.com");

        await Prepare(Asked);

        (Git("name"), Git("email")).ShouldBe(("Host User", "host@example.com"));
        File.ReadAllText(Files.AllowedSigners).ShouldContain("host@example.com namespaces=\"git\" ssh-ed25519 ");
    }

    [TestCase("Host User", null)]
    [TestCase(null, "host@example.com")]
    [TestCase("Host User", "not an address")]
    public void Should_not_take_the_hosts_identity_when_half_of_it_is_missing_or_unusable(string? name, string? email)
    {
        (_git.Name, _git.Email) = (name, email);

        Refused(Asked).ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [Test]
    public async Task Should_keep_the_chosen_identity_when_up_runs_later_on_a_machine_with_another()
    {
        await Prepare(Given);
        (_git.Name, _git.Email) = ("Host User", "host@example.com");

        (await Prepare(Chain)).Identity.ShouldBe(new GitIdentity("Ada \"A\" Lovelace", "ada@example.com"));
        (Git("name"), Git("email")).ShouldBe(("Ada \"A\" Lovelace", "ada@example.com"));
    }

    [Test]
    public async Task Should_update_both_files_when_an_option_is_given()
    {
        await Prepare(Given);

        await Prepare(new SshRequest { GitEmail = "bot@example.com" });

        (Git("name"), Git("email")).ShouldBe(("Ada \"A\" Lovelace", "bot@example.com"));
        File.ReadAllText(Files.AllowedSigners).ShouldContain("bot@example.com ");
        File.ReadAllText(Files.AllowedSigners).ShouldNotContain("ada@");
    }

    [TestCase("a\nb", "you@example.com", @"--git-username=a\u{a}b: ")]
    [TestCase("You", "nobody", "--git-email=nobody: ")]
    [TestCase("", "you@example.com", "--git-username=: ")]
    public void Should_end_with_wrong_usage_when_an_option_is_not_valid(string name, string email, string message)
    {
        var wrong = Refused(new SshRequest { GitUsername = name, GitEmail = email });

        wrong.Message.ShouldStartWith(message);
        wrong.ExitCode.ShouldBe(ExitCodes.Usage);
        Directory.Exists(_temp.Checkout.Configs).ShouldBeFalse();
    }

    [Test]
    public async Task Should_keep_the_users_own_git_configuration_when_no_option_is_given()
    {
        const string own = "[user]\n\tname = Own\n\temail = own@example.com\n[alias]\n\tst = status\n";
        Directory.CreateDirectory(_temp.Checkout.Configs);
        File.WriteAllText(Files.GitConfig, own);

        var prepared = await Prepare(Asked);

        prepared.Identity.ShouldBe(new GitIdentity("Own", "own@example.com"));
        File.ReadAllText(Files.GitConfig).ShouldBe(own);
        File.ReadAllText(Files.AllowedSigners).ShouldContain("own@example.com ");
    }

    [Test]
    public async Task Should_wait_for_the_image_when_there_is_no_ssh_keygen_in_the_chain_of_up()
    {
        _keygen.Available = false;

        var pending = await Prepare(Given with { Required = false });

        pending.Key.ShouldBe(KeyState.Pending);
        pending.PublicKey.ShouldBeNull();
        pending.Report.ShouldContain(line => line.Contains("no ssh-keygen on this machine", StringComparison.Ordinal));
        // Signing without a key would make every commit fail.
        File.ReadAllText(Files.GitConfig).ShouldNotContain("gpgsign");
        Git("name").ShouldBe(Given.GitUsername);

        _keygen.Available = true;
        var completed = await Keys().CompleteAsync(Chain, CancellationToken.None);

        completed.ShouldNotBeNull().Key.ShouldBe(KeyState.Created);
        completed.Identity.ShouldBe(new GitIdentity(Given.GitUsername!, Given.GitEmail!));
        File.ReadAllText(Files.GitConfig).ShouldContain("gpgsign = true");
        (await Keys().CompleteAsync(Chain, CancellationToken.None)).ShouldBeNull();
    }

    [Test]
    public async Task Should_not_ask_for_an_identity_when_it_only_completes_the_pair()
    {
        var completed = await Keys().CompleteAsync(Asked, CancellationToken.None);

        completed.ShouldNotBeNull().Key.ShouldBe(KeyState.Created);
        completed.Identity.ShouldBeNull();
    }

    [Test]
    public void Should_say_build_when_there_is_no_ssh_keygen_and_the_key_is_asked_for()
    {
        _keygen.Available = false;

        var missing = Refused(Given);

        missing.Message.ShouldContain("no ssh-keygen on this machine");
        missing.Next.ShouldBe("./build.sh --target=Build");
        Git("email").ShouldBe("ada@example.com");
    }

    [Test]
    public async Task Should_use_the_first_ssh_keygen_that_is_available_when_there_are_several()
    {
        var (away, first, second) = (new FakeKeygen(available: false), new FakeKeygen(), new FakeKeygen());

        await Keys(away, first, second).PrepareAsync(Given, CancellationToken.None);

        (away.Created, first.Created, second.Created).ShouldBe((0, 2, 0));
    }

    [Test]
    public void Should_not_overwrite_a_key_when_another_run_made_it_meanwhile()
    {
        KeyFiles.Narrow();
        File.WriteAllText(KeyFiles.PrivateKey, "theirs");

        Should.Throw<IOException>(() => KeyFiles.WriteNew(new KeyPair("ours", "ours")));

        File.ReadAllText(KeyFiles.PrivateKey).ShouldBe("theirs");
        Directory.GetFiles(Files.KeyFolder).ShouldHaveSingleItem();
        Directory.GetFiles(Files.Folder).ShouldBeEmpty();
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_sign_a_commit_that_git_verifies_when_its_configuration_is_used()
    {
        Tool.Need("ssh-keygen", "git");
        var cancellation = TestContext.CurrentContext.CancellationToken;
        await Keys(new SshKeygen(Tool.Runner)).PrepareAsync(Given, cancellation);
        // The rendered paths are the workspace's: here they lead to the rendered files, and the private half lies beside them.
        var config = Path.Combine(_temp.Folder("git home"), "config");
        var rendered = await File.ReadAllTextAsync(Files.GitConfig, cancellation);
        var folder = Files.Folder.Replace('\\', '/');
        File.Copy(Files.SigningKey.PrivateKey, Path.Combine(Files.Folder, KeyFiles.SigningKeyName));
        await File.WriteAllTextAsync(
            config, rendered.Replace(WorkspacePaths.Ssh, folder, StringComparison.Ordinal), cancellation);
        var work = _temp.Folder("a repository");

        await InWork("init", "--quiet");
        await InWork("commit", "--quiet", "--allow-empty", "--message", "signed");
        await InWork("tag", "--annotate", "v1", "--message", "signed");

        (await InWork("log", "-1", "--format=%an|%ae|%G?|%GS")).Output.Trim()
            .ShouldBe("Ada \"A\" Lovelace|ada@example.com|G|ada@example.com");
        (await InWork("verify-tag", "v1")).Error.ShouldContain("Good \"git\" signature for ada@example.com");

        Task<CommandResult> InWork(params string[] arguments) => Tool.Runner.RunAsync(
            new Command("git", arguments)
            {
                WorkingDirectory = work,
                Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["GIT_CONFIG_GLOBAL"] = config,
                    ["GIT_CONFIG_NOSYSTEM"] = "1",
                    ["SSH_AUTH_SOCK"] = null,
                },
            },
            cancellation);
    }

    private List<(string Path, string Text, DateTime Written)> Snapshot() =>
        [.. Directory.GetFiles(_temp.Checkout.Configs, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path), File.GetLastWriteTimeUtc(path)))];
}
