using AiSandbox.Guard.Keys;
using CsCheck;

namespace Guard.Tests.Keys;

public sealed class KeysFilterTests
{
    private static readonly byte[] Auth = [1, 2, 3], Signing = [4, 5, 6];

    private static readonly HeldKey[] Held = [new("id_ed25519", Auth), new("sign_ed25519", Signing)];

    private static KeysOptions Options { get; } = KeysOptions.Parse(["pass=11,13,27", "namespace=git", "bind=pinned"]);

    private static KeysFilter Filter(KeysOptions? options = null, int signatures = 100, TimeProvider? time = null) =>
        new(options ?? Options, Held, new MinuteLimit(signatures, time ?? TimeProvider.System));

    private static KeysVerdict Judge(byte[] message, KeysOptions? options = null) => Filter(options).Judge(message, null);

    [Test]
    public void Should_let_each_key_sign_what_it_is_for_and_nothing_else()
    {
        Judge(Wire.Sign(Auth, Wire.Login(Auth))).ShouldBe(new(true, "a login as git with id_ed25519"));
        Judge(Wire.Sign(Signing, Wire.File())).ShouldBe(new(true, "a commit or tag with sign_ed25519"));
        Judge(Wire.Sign(Signing, Wire.Login(Signing))).ShouldBe(new(false, "a login as git with sign_ed25519"));
        Judge(Wire.Sign(Auth, Wire.File())).ShouldBe(new(false, "a commit or tag with id_ed25519"));
    }

    [Test]
    public void Should_name_the_host_of_a_login_when_the_connection_is_bound() =>
        Filter().Judge(Wire.Sign(Auth, Wire.Login(Auth, host: [9])), "github.com")
            .ShouldBe(new(true, "a login as git at github.com with id_ed25519"));

    [TestCase("file")]
    [TestCase("git ")]
    [TestCase("")]
    public void Should_refuse_a_signature_of_another_namespace(string name)
    {
        Judge(Wire.Sign(Signing, Wire.File(name))).Passes.ShouldBeFalse();
        Judge(Wire.Sign(Signing, Wire.File(name)), Options with { Namespace = KeysOptions.AnyNamespace }).Passes.ShouldBeTrue();
    }

    [Test]
    public void Should_refuse_what_is_no_file_and_no_login()
    {
        byte[][] all =
        [
            [], "hello"u8.ToArray(), "SSHSIG"u8.ToArray(), Wire.File(hash: "sha1", length: 20), Wire.File(length: 63), Wire.File(reserved: "x"),
            [.. Wire.File(), 0], Wire.File()[..^1],
            Wire.Login(Signing), [.. Wire.Login(Auth), 0], Wire.Login(Auth)[..^1], Wire.Login(Auth, service: "ssh-userauth"),
            Wire.Login(Auth, session: []), Wire.Login(Auth, session: new byte[65]), [.. Wire.Login(Auth, host: [1]), 1],
        ];
        foreach (var data in all)
        {
            Judge(Wire.Sign(Signing, data)).Passes.ShouldBeFalse(Convert.ToHexString(data));
            Judge(Wire.Sign(Auth, data)).Passes.ShouldBeFalse(Convert.ToHexString(data));
        }
    }

    [Test]
    public void Should_refuse_a_damaged_request_and_a_key_that_is_not_here()
    {
        Judge([13]).ShouldBe(new(false, "a damaged request to sign"));
        Judge(Wire.Sign(Auth, Wire.Login(Auth))[..^1]).Passes.ShouldBeFalse();
        Judge([.. Wire.Sign(Auth, Wire.Login(Auth)), 0]).Passes.ShouldBeFalse();
        Judge(Wire.Sign(Auth, Wire.Login(Auth), flags: 1)).Passes.ShouldBeFalse();
        Judge([13, 0xff, 0xff, 0xff, 0xff]).Passes.ShouldBeFalse();
        Judge(Wire.Sign([7], Wire.Login([7]))).ShouldBe(new(false, "a signature with a key that is not here"));
    }

    [Test]
    public void Should_refuse_every_other_message()
    {
        foreach (var type in Enumerable.Range(0, 256).Select(number => (byte)number).Except([AgentMessages.List, AgentMessages.Sign, AgentMessages.Extension]))
            Judge([type]).ShouldBe(new(false, $"a message of type {type}"));
        Judge([AgentMessages.List]).ShouldBe(new(true, null));
        Judge([AgentMessages.List, 0]).Passes.ShouldBeFalse();
    }

    [Test]
    public void Should_let_a_host_be_bound_and_refuse_every_other_extension()
    {
        var bind = Wire.Bind([1], [2], [3]);
        Judge(bind).ShouldBe(new(true, null));
        KeysFilter.IsBind(bind, out var host).ShouldBeTrue();
        host.ToArray().ShouldBe([1]);
        Judge([27, .. Wire.Text("query")]).ShouldBe(new(true, null));

        Judge(Wire.Bind([1], [2], [3], isForwarded: 1)).Passes.ShouldBeFalse("a session that is handed on to another machine");
        Judge([.. bind, 0]).Passes.ShouldBeFalse();
        Judge(bind[..^1]).Passes.ShouldBeFalse();
        Judge([27]).ShouldBe(new(false, "an extension without a name"));
        Judge([27, .. Wire.Text("restrict-\n\u001b[31m")]).ShouldBe(new(false, "the extension restrict-\\x0a\\x1b[31m"));
    }

    [Test]
    public void Should_shorten_and_escape_what_the_agent_chose()
    {
        Judge(Wire.Sign(Auth, Wire.Login(Auth, user: "a\nsigned b"))).What.ShouldBe("a login as a\\x0asigned\\x20b with id_ed25519");
        Judge(Wire.Sign(Auth, Wire.Login(Auth, user: new string('x', 5000)))).What!.Length.ShouldBeLessThan(100);
        Judge(Wire.Sign(Auth, Wire.Login(Auth, user: "\\x0a"))).What.ShouldBe("a login as \\x5cx0a with id_ed25519");
    }

    [Test]
    public void Should_refuse_more_signatures_than_there_may_be_in_a_minute()
    {
        var time = new Clock();
        var filter = Filter(signatures: 2, time: time);
        var ask = Wire.Sign(Signing, Wire.File());

        filter.Judge(Wire.Sign(Signing, Wire.File("file")), null).Passes.ShouldBeFalse("what is refused anyway uses nothing up");
        filter.Judge(ask, null).Passes.ShouldBeTrue();
        filter.Judge(ask, null).Passes.ShouldBeTrue();
        filter.Judge(ask, null).ShouldBe(new(false, "a commit or tag with sign_ed25519: too many signatures in this minute"));
        time.Now += TimeSpan.FromMinutes(1).Ticks;
        filter.Judge(ask, null).Passes.ShouldBeTrue();
    }

    [Test]
    public void Should_never_pass_bytes_that_nobody_meant()
    {
        // What passes is a list, a question or a bind; a signature of random bytes is never among it.
        Gen.Byte.Array[1, 200].Sample(message => !Judge(message).Passes || message is [AgentMessages.List] || message[0] == AgentMessages.Extension);
        Gen.Byte.Array[0, 200].Sample(data => !Judge(Wire.Sign(Signing, data)).Passes && !Judge(Wire.Sign(Auth, data)).Passes);
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
