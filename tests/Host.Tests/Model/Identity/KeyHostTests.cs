using System.Runtime.Versioning;
using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Features.Verify.Sandboxes;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Ssh;
using AiSandbox.Verification;
using Host.Tests.Features.Lifecycle.Identity;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model.Identity;

public sealed class KeyHostTests
{
    private TempCheckout _temp = null!;

    private FakeKeygen _keygen = null!;

    private string Folder => new SshFiles(_temp.Checkout.Configs).KeyFolder;

    [SetUp]
    public void CreateCheckout() => (_temp, _keygen) = (new TempCheckout(), new FakeKeygen());

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    private Task<PreparedSsh> Prepare(SshRequest request) =>
        new SshKeys(_temp.Checkout, _temp.Renderer, new FakeGit(), [_keygen]).PrepareAsync(request, CancellationToken.None);

    [TestCase("github.com", "github.com")]
    [TestCase("GitHub.com", "github.com")]
    [TestCase("git.corp.example", "git.corp.example")]
    [TestCase("my_host.example", "my_host.example")]
    public void Should_take_a_host_when_it_is_one(string text, string host) => KeyHost.Parse(text).ShouldBe(host);

    [TestCase("")]
    [TestCase("github")]
    [TestCase("github.com:22")]
    [TestCase(".github.com")]
    [TestCase("*.github.com")]
    [TestCase("!github.com")]
    [TestCase("github.com gitlab.com")]
    [TestCase("github.com\nHost *")]
    [TestCase("../github.com")]
    [TestCase("git.example.pub")]
    public void Should_refuse_a_host_when_it_could_mean_more_than_one(string text) =>
        Should.Throw<UsageException>(() => KeyHost.Parse(text)).Message.ShouldStartWith("--host=");

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform("Unix")]
    public async Task Should_make_a_second_pair_and_say_where_it_goes_when_a_host_is_given()
    {
        var prepared = await Prepare(new SshRequest { Required = true, Host = "github.com", Comment = "ai-sandbox x" });

        File.ReadAllText(Path.Combine(_temp.Checkout.Configs, ".ssh", "id_ed25519.github.com.pub")).ShouldBe($"{FakeKeygen.PublicKey} ai-sandbox x github.com\n");
        File.GetUnixFileMode(Path.Combine(Folder, "id_ed25519.github.com")).ShouldBe(FileStore.Private);
        KeyHost.In(Folder).ShouldBe(["github.com"]);
        prepared.Report.ShouldContain("github.com has a key of its own (configs/.ssh/id_ed25519.github.com.pub), and is shown no other:");
        prepared.Report.ShouldContain(line => line.Contains("https://github.com/OWNER/REPOSITORY/settings/keys/new", StringComparison.Ordinal));
        prepared.Report.ShouldNotContain(line => line.Contains("is not pinned", StringComparison.Ordinal));
        _keygen.Created.ShouldBe(3, "the sandbox's own pairs, and that of the host");

        var again = await Prepare(new SshRequest());

        again.Report.ShouldHaveSingleItem().ShouldStartWith("Commits in the workspace have no author yet");
        _keygen.Created.ShouldBe(3);
        File.ReadAllText(new SshFiles(_temp.Checkout.Configs).Config).ShouldContain("Host github.com\n", Case.Sensitive, "a later run keeps it");
    }

    [Test]
    public async Task Should_say_that_the_host_is_not_pinned_when_its_key_is_not_among_ours_and_not_among_the_users()
    {
        var prepared = await Prepare(new SshRequest { Required = true, Host = "git.corp.example" });

        prepared.Report.ShouldContain(line => line.StartsWith("The key of git.corp.example itself is not pinned", StringComparison.Ordinal));

        await File.WriteAllTextAsync(new SshFiles(_temp.Checkout.Configs).OwnKnownHosts, "git.corp.example ssh-ed25519 AAAA\n");
        var pinned = await Prepare(new SshRequest { Required = true, Host = "git.corp.example" });
        pinned.Report.ShouldNotContain(line => line.Contains("not pinned", StringComparison.Ordinal));
    }

    [Test]
    public async Task Should_give_a_verification_sandbox_a_key_for_each_host_that_the_configuration_names()
    {
        await Prepare(new SshRequest { Host = "github.com" });
        await Prepare(new SshRequest { Host = "git.corp.example" });
        var config = await File.ReadAllTextAsync(new SshFiles(_temp.Checkout.Configs).Config);
        KeyHost.Named(config).ShouldBe(["git.corp.example", "github.com"]);
        var folder = new VerificationFolder(_temp.Folder("verification"));

        var plan = new VerificationPlan("", "", "", """{"vendors":[]}""", config, []);
        var keys = VerificationFolder.KeysOf(plan).ToDictionary(name => name, name => new KeyPair("its own", "ssh-ed25519 AAAA its own"), StringComparer.Ordinal);
        keys.Keys.ShouldBe(["id_ed25519", "sign_ed25519", "id_ed25519.git.corp.example", "id_ed25519.github.com"]);
        folder.Prepare(plan, keys);

        KeyHost.In(new SshFiles(folder.Configs).KeyFolder).ShouldBe(["git.corp.example", "github.com"]);
        (await File.ReadAllTextAsync(Path.Combine(folder.Configs, "keys", "id_ed25519.github.com"))).ShouldBe("its own");
    }

    [Test]
    public void Should_overlook_what_is_no_host_when_it_looks_for_keys()
    {
        Directory.CreateDirectory(Folder);
        foreach (var name in new[] { KeyFiles.PublicKeyName, KeyFiles.PrivateKeyName, "id_ed25519.b.example", "id_ed25519.b.example.pub", "id_ed25519.a.example", "id_ed25519.bak" })
            File.WriteAllText(Path.Combine(Folder, name), "");

        KeyHost.In(Folder).ShouldBe(["a.example", "b.example"]);
    }
}
