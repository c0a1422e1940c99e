using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Keys;

namespace Guard.Tests.Keys;

public sealed class PinnedHostsTests
{
    private string _folder = null!;

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("pinned").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    [Test]
    public void Should_know_the_plain_names_of_all_files_that_are_there()
    {
        var ours = Write("known_hosts", "# github.com ssh-ed25519 BBBB\n\ngithub.com,ssh.github.com ssh-ed25519 AAAA\ngithub.com ssh-rsa AAAB comment\n");
        var own = Write("known_hosts.own", "git.corp.example\tssh-ed25519  AAAC\n*.wild.example ssh-ed25519 AAAD\n");

        var pinned = PinnedHosts.Read(ours, own, Path.Combine(_folder, "missing"));

        pinned.Text.ShouldBe(File.ReadAllText(ours) + File.ReadAllText(own));
        pinned.Names.ShouldBe(["github.com", "ssh.github.com", "git.corp.example", "*.wild.example"]);
        pinned.NameOf(Convert.FromBase64String("AAAC")).ShouldBe("git.corp.example");
        pinned.NameOf([1, 2]).ShouldBe("a host that is not pinned");
        (pinned.Has("github.com"), pinned.Has("a.wild.example"), pinned.Has("wild.example"), pinned.Has("hub.com")).ShouldBe((true, true, false, false));
    }

    [TestCase("|1|abc=|def= ssh-ed25519 AAAA")]
    [TestCase("[git.example]:2222 ssh-ed25519 AAAA")]
    [TestCase("@revoked github.com ssh-ed25519 AAAA")]
    [TestCase("!github.com ssh-ed25519 AAAA")]
    [TestCase("-h ssh-ed25519 AAAA")]
    [TestCase("a>b ssh-ed25519 AAAA")]
    [TestCase("git@github.com ssh-ed25519 AAAA")]
    [TestCase("* ssh-ed25519 AAAA")]
    [TestCase("github.com ssh-ed25519")]
    public void Should_overlook_what_names_no_host_that_a_key_can_be_bound_to(string line) =>
        PinnedHosts.Read(Write("known_hosts", line)).Names.ShouldBeEmpty();

    [Test]
    public void Should_read_private_keys_by_their_names_alone()
    {
        foreach (var name in new[] { "id_ed25519", "id_ed25519.pub", "id_ed25519.git.example", "id_ed25519.git.example.pub", "sign_ed25519", ".new", "id_rsa" })
            Write(name, name);

        KeysCommand.ReadKeys(_folder).Keys.Order(StringComparer.Ordinal).ShouldBe(["id_ed25519", "id_ed25519.git.example", "sign_ed25519"]);

        Write("id_ed25519", new string('x', 70_000));
        Should.Throw<ConfigurationException>(() => KeysCommand.ReadKeys(_folder)).Message.ShouldBe("id_ed25519 is longer than a private key.");
    }
}
