using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Keys;

namespace Guard.Tests.Keys;

[CancelAfter(60_000)]
public sealed class KeysServerTests
{
    private const byte Failure = AgentMessages.Failure, Signed = AgentMessages.Signed, Success = AgentMessages.Success, Listed = AgentMessages.Listed;

    private static readonly byte[] Session = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    private HostKey _github = null!;
    private HostKey _other = null!;

    [SetUp]
    public void MakeHosts() => (_github, _other) = (new HostKey(), new HostKey());

    [TearDown]
    public void RemoveHosts()
    {
        _github.Dispose();
        _other.Dispose();
    }

    private static byte[] Key(KeysFixture keys, string name) => keys.Keys.Single(key => key.Name == name).Public;

    [Test]
    public async Task Should_log_in_at_the_pinned_host_and_nowhere_else()
    {
        await using var keys = await KeysFixture.StartAsync(_github.Line);
        var auth = Key(keys, HeldKey.Login);
        var login = Wire.Sign(auth, Wire.Login(auth, session: Session, host: _github.Public));

        (await keys.AskAsync(_github.Bind(Session), login)).ShouldBe([Success, Signed]);
        keys.Log.ShouldContain("Z signed a login as git at github.com with id_ed25519\n");

        (await keys.AskAsync(login)).ShouldBe([Failure], "no host has signed the session");
        (await keys.AskAsync(_other.Bind(Session), Wire.Sign(auth, Wire.Login(auth, session: Session, host: _other.Public)))).ShouldBe([Success, Failure]);
        (await keys.AskAsync(_github.Bind(new byte[32]), login)).ShouldBe([Success, Failure], "another session");
        keys.Log.ShouldContain("refused a login as git at a host that is not pinned with id_ed25519: the key is not for that host\n");
        (await keys.AskAsync(_github.Bind(Session, isForwarded: 1))).ShouldBe([Failure]);
    }

    [Test]
    public async Task Should_log_in_anywhere_when_keys_are_not_bound()
    {
        await using var keys = await KeysFixture.StartAsync(_github.Line, "pass=11,13,27 namespace=git bind=none");
        var auth = Key(keys, HeldKey.Login);

        (await keys.AskAsync(Wire.Sign(auth, Wire.Login(auth, session: Session)))).ShouldBe([Signed]);
    }

    [Test]
    public async Task Should_sign_for_git_and_for_nothing_else_when_ssh_keygen_asks()
    {
        await using var keys = await KeysFixture.StartAsync(_github.Line);
        var text = keys.Write("text", "a commit\n");
        var signing = Path.Combine(Path.GetDirectoryName(text)!, $"{HeldKey.Signing}.pub");
        var auth = Path.Combine(Path.GetDirectoryName(text)!, $"{HeldKey.Login}.pub");

        var made = await keys.RunAsync("ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", signing, text);
        made.ExitCode.ShouldBe(0, made.Said);
        File.ReadAllText($"{text}.sig").ShouldStartWith("-----BEGIN SSH SIGNATURE-----");
        File.Delete($"{text}.sig");

        (await keys.RunAsync("ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", signing, text)).ExitCode.ShouldNotBe(0);
        (await keys.RunAsync("ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", auth, text)).ExitCode.ShouldNotBe(0);
        keys.Log.Split('\n').Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ShouldBe(
            ["signed a commit or tag with sign_ed25519", "refused a file of namespace file with sign_ed25519", "refused a commit or tag with id_ed25519", ""]);
    }

    [Test]
    public async Task Should_keep_its_keys_when_somebody_takes_adds_or_locks()
    {
        await using var keys = await KeysFixture.StartAsync(_github.Line);
        var folder = Path.GetDirectoryName(keys.Socket)!;
        await keys.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "more"));
        var before = (await keys.RunAsync("ssh-add", "-l")).Said;

        (await keys.RunAsync("ssh-add", "-D")).ExitCode.ShouldNotBe(0);
        (await keys.RunAsync("ssh-add", "-d", Path.Combine(folder, "id_ed25519.pub"))).ExitCode.ShouldNotBe(0);
        (await keys.RunAsync("ssh-add", Path.Combine(folder, "more"))).ExitCode.ShouldNotBe(0);
        (await keys.AskAsync([22, .. Wire.Text("lock")], [23, .. Wire.Text("lock")], [19], [18], [17], [25], [20], [26], [1], [9])).ShouldAllBe(answer => answer == Failure);

        (await keys.RunAsync("ssh-add", "-l")).Said.ShouldBe(before);
        before.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Test]
    public async Task Should_end_a_connection_that_sends_too_much_or_half()
    {
        await using var keys = await KeysFixture.StartAsync(_github.Line);

        (await keys.AskAsync(new byte[(64 * 1024) + 1])).ShouldBe([0]);
        keys.Log.ShouldContain("refused a message of 65537 bytes\n");
        using var half = await keys.ConnectAsync();
        await half.SendAsync(new byte[] { 0, 0, 1 });
        using var empty = await keys.ConnectAsync();
        await empty.SendAsync(Wire.Number(0));

        (await half.ReceiveAsync(new byte[1])).ShouldBe(0, "after a second");
        (await empty.ReceiveAsync(new byte[1])).ShouldBe(0);
        (await keys.AskAsync([AgentMessages.List])).ShouldBe([Listed]);
    }

    [Test]
    public async Task Should_turn_away_the_33rd_and_let_it_in_when_one_has_gone()
    {
        await using var keys = await KeysFixture.StartAsync(_github.Line);
        var clients = new List<System.Net.Sockets.Socket>();
        for (var i = 0; i < 32; i++)
            clients.Add(await keys.ConnectAsync());

        using (var more = await keys.ConnectAsync())
            (await more.ReceiveAsync(new byte[1])).ShouldBe(0);
        clients.ForEach(client => client.Dispose());

        for (var tries = 0; tries < 50 && (await keys.AskAsync([AgentMessages.List]))[0] != Listed; tries++)
            await Task.Delay(50);
        (await keys.AskAsync([AgentMessages.List])).ShouldBe([Listed]);
    }

    [Test]
    public async Task Should_bind_a_hosts_own_key_to_it_alone_and_leave_it_out_of_the_others()
    {
        await using var keys = await KeysFixture.StartAsync(_github.Line, more: ["id_ed25519.github.com", "id_ed25519.elsewhere.example"]);
        var (own, elsewhere) = (Key(keys, "id_ed25519.github.com"), Key(keys, "id_ed25519.elsewhere.example"));

        (await keys.AskAsync(_github.Bind(Session), Wire.Sign(own, Wire.Login(own, session: Session, host: _github.Public)))).ShouldBe([Success, Signed]);
        (await keys.AskAsync(_other.Bind(Session), Wire.Sign(own, Wire.Login(own, session: Session, host: _other.Public)))).ShouldBe([Success, Failure]);
        keys.Log.ShouldContain("note id_ed25519.elsewhere.example is not bound to its host, whose key is not pinned\n");
        (await keys.AskAsync(_other.Bind(Session), Wire.Sign(elsewhere, Wire.Login(elsewhere, session: Session, host: _other.Public)))).ShouldBe([Success, Signed]);
    }

    [Test]
    public async Task Should_say_which_key_cannot_be_used()
    {
        await using var keys = await KeysFixture.StartAsync(_github.Line);
        var folder = Directory.CreateTempSubdirectory("broken").FullName;
        try
        {
            var log = new KeysLog(TextWriter.Null, TimeProvider.System);
            (await Should.ThrowAsync<ConfigurationException>(() => KeyHouse.OpenAsync(
                Path.Combine(folder, "a"), Files(("sign_ed25519", "nonsense"u8.ToArray())), PinnedHosts.Read(), isBound: true, log)))
                .Message.ShouldStartWith("sign_ed25519 is not a private key without a passphrase");

            var file = Path.Combine(folder, "secret");
            await keys.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", file);
            var secret = await File.ReadAllBytesAsync(file);
            (await Should.ThrowAsync<ConfigurationException>(() => KeyHouse.OpenAsync(
                Path.Combine(folder, "b"), Files(("sign_ed25519", secret)), PinnedHosts.Read(), isBound: true, log)))
                .Message.ShouldStartWith("sign_ed25519 is not a private key without a passphrase");

            var plain = Path.Combine(folder, "plain");
            await keys.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", plain);
            var text = await File.ReadAllBytesAsync(plain);
            (await Should.ThrowAsync<ConfigurationException>(() => KeyHouse.OpenAsync(
                Path.Combine(folder, "c"), Files(("id_ed25519", [.. text]), ("sign_ed25519", text)), PinnedHosts.Read(keys.Write("hosts", $"github.com {_github.Line}\n")), isBound: true, log)))
                .Message.ShouldStartWith("sign_ed25519 is the same key as another one here");

            using var none = await KeyHouse.OpenAsync(Path.Combine(folder, "d"), Files(("id_ed25519", await File.ReadAllBytesAsync(plain))), PinnedHosts.Read(), isBound: true, log);
            none.Keys.ShouldBeEmpty("a key that can be bound to nothing logs in nowhere");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, byte[]> Files(params (string Name, byte[] Text)[] files) =>
        files.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal);
}
