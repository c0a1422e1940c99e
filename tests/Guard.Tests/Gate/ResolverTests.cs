using System.Net;
using System.Text;
using AiSandbox.Guard.Gate;
using Guard.Tests.Relay;

namespace Guard.Tests.Gate;

public sealed class ResolverTests
{
    [TestCase("github.com")]
    [TestCase("GITHUB.com")]
    [TestCase("only-ssh.example")]
    [TestCase("wild.example")]
    [TestCase("a.b.wild.example")]
    public async Task Should_give_a_listed_name_an_address_of_the_range(string name)
    {
        await using var gate = new GateFixture();

        IPNetwork.Parse("198.18.0.0/15").Contains(await gate.AddressAsync(name)).ShouldBeTrue();
        gate.AskedEngine.ShouldBeEmpty();
    }

    [TestCase("example.com")]
    [TestCase("api.github.com", Description = "below a name that is listed alone")]
    [TestCase("github.com.evil.example")]
    [TestCase("xgithub.com")]
    [TestCase("notwild.example")]
    [TestCase("com")]
    public async Task Should_know_nothing_else_say_why_and_write_it_down(string name)
    {
        await using var gate = new GateFixture();

        var answer = await gate.AskAsync(Dns.Question(name, edns: true));

        Dns.Code(answer).ShouldBe(DnsCode.NoSuchName);
        Encoding.ASCII.GetString(answer).ShouldContain($"not in allowed-sites.txt: why-blocked {name}");
        gate.AskedEngine.ShouldBeEmpty();
        gate.Log().ShouldContain($"\"event\":\"lookup\",\"id\":0,\"client\":\"-\",\"method\":\"-\",\"host\":\"{name}\"");
    }

    [Test]
    public async Task Should_know_what_stands_beside_the_workspace_by_one_word_alone()
    {
        await using var gate = new GateFixture();
        gate.Beside("db", "proxy", "github.com", "www.other.example");
        Dns.Code(await gate.AskAsync(Dns.Question("db"))).ShouldBe(DnsCode.NoSuchName, "not before it is told");

        gate.Server.Reload();

        (await gate.AddressAsync("DB")).ShouldBe(IPAddress.Loopback);
        Dns.Code(await gate.AskAsync(Dns.Question("db", 28))).ShouldBe(DnsCode.None);
        (await gate.AddressAsync("github.com")).ShouldNotBe(IPAddress.Loopback, "a listed name is the list's");
        Dns.Code(await gate.AskAsync(Dns.Question("www.other.example"))).ShouldBe(DnsCode.NoSuchName);
        Dns.Code(await gate.AskAsync(Dns.Question("a.db"))).ShouldBe(DnsCode.NoSuchName);
        await gate.AddressAsync("proxy");
        gate.AskedEngine.ShouldBe(["proxy"]);
    }

    [Test]
    public async Task Should_say_nothing_of_why_to_who_would_not_understand()
    {
        await using var gate = new GateFixture();
        var question = Dns.Question("example.com");

        (await gate.AskAsync(question)).Length.ShouldBe(question.Length);
    }

    [TestCase(28)]
    [TestCase(16)]
    [TestCase(65)]
    [TestCase(255)]
    public async Task Should_have_no_other_record_of_a_listed_name(int type)
    {
        await using var gate = new GateFixture();

        var answer = await gate.AskAsync(Dns.Question("github.com", type));

        Dns.Code(answer).ShouldBe(DnsCode.None);
        answer[7].ShouldBe((byte)0);
    }

    [TestCase("github.com", 252, 1)]
    [TestCase("github.com", 251, 1)]
    [TestCase("version.bind", 16, 3)]
    public async Task Should_refuse_transfers_and_other_classes(string name, int type, int @class)
    {
        await using var gate = new GateFixture();

        Dns.Code(await gate.AskAsync(Dns.Question(name, type, @class), stream: true)).ShouldBe(DnsCode.Refused);
    }

    [Test]
    public async Task Should_ask_the_engine_for_the_guard_alone()
    {
        await using var gate = new GateFixture();

        (await gate.AddressAsync("proxy")).ShouldBe(IPAddress.Loopback);
        (await gate.AddressAsync("localhost")).ShouldBe(IPAddress.Loopback);
        Dns.Code(await gate.AskAsync(Dns.Question("example.com"))).ShouldBe(DnsCode.NoSuchName);

        gate.AskedEngine.ShouldBe(["proxy"]);
    }

    [Test]
    public async Task Should_fail_for_the_guard_and_answer_all_else_while_the_engine_is_silent()
    {
        await using var gate = new GateFixture { Engine = _ => null };

        var asking = gate.AskAsync(Dns.Question("proxy"));
        (await gate.AddressAsync("github.com")).ShouldNotBe(IPAddress.None);

        Dns.Code(await asking).ShouldBe(DnsCode.ServerFailure);
    }

    [Test]
    public async Task Should_tell_the_name_of_an_address_that_it_gave_out()
    {
        await using var gate = new GateFixture();
        var bytes = (await gate.AddressAsync("github.com")).GetAddressBytes();
        var question = Dns.Question($"{bytes[3]}.{bytes[2]}.{bytes[1]}.{bytes[0]}.in-addr.arpa", 12);

        Dns.Record(await gate.AskAsync(question), question).ShouldBe(Dns.Labels("github.com"));
        Dns.Code(await gate.AskAsync(Dns.Question("1.2.3.4.in-addr.arpa", 12))).ShouldBe(DnsCode.NoSuchName);
        Dns.Code(await gate.AskAsync(Dns.Question("999.x.in-addr.arpa", 12))).ShouldBe(DnsCode.NoSuchName);
        gate.Log().ShouldNotContain("arpa");
    }

    [Test]
    public async Task Should_take_over_a_changed_list_and_know_nothing_when_it_cannot_be_read()
    {
        await using var gate = new GateFixture();
        gate.List("example.com");
        gate.Server.Reload();

        Dns.Code(await gate.AskAsync(Dns.Question("github.com"))).ShouldBe(DnsCode.NoSuchName);
        Dns.Code(await gate.AskAsync(Dns.Question("example.com"))).ShouldBe(DnsCode.None);
        gate.RemoveLists();
        gate.Server.Reload();

        Dns.Code(await gate.AskAsync(Dns.Question("example.com"))).ShouldBe(DnsCode.NoSuchName);
        gate.Log().ShouldContain("lists-unreadable");
    }

    [Test]
    public async Task Should_fail_a_name_too_many_below_a_domain_and_still_answer_the_others()
    {
        await using var gate = new GateFixture();
        for (var i = 0; i < NameBook.Share; i++)
            await gate.AddressAsync($"{i}.wild.example");

        Dns.Code(await gate.AskAsync(Dns.Question("one-more.wild.example"))).ShouldBe(DnsCode.ServerFailure);
        Dns.Code(await gate.AskAsync(Dns.Question("github.com"))).ShouldBe(DnsCode.None);
    }

    [Test]
    public async Task Should_live_through_what_is_sent_to_it_over_tcp()
    {
        await using var gate = new GateFixture();
        foreach (var bytes in new byte[][] { [0xFF, 0xFF, 1], [0, 0], [0, 5, 1, 2], [0, 12, .. new byte[12]] })
        {
            using var peer = await Peer.ConnectAsync(gate.Server.Names);
            await peer.SendAsync(bytes);
            peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await peer.ReceiveToEndAsync();
        }

        Dns.Code(await gate.AskAsync(Dns.Question("github.com"), stream: true)).ShouldBe(DnsCode.None);
    }

    [Test]
    public void Should_read_an_address_behind_a_pointer_too_and_none_in_what_is_cut_off()
    {
        var question = Dns.Question("proxy");
        byte[] pointed = [5, 7, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, .. question[12..], 0xC0, 12, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, 10, 1, 2, 3];

        EngineAddress.FirstAddress(pointed).ShouldBe(IPAddress.Parse("10.1.2.3"));
        EngineAddress.FirstAddress(GateFixture.Proxy(question)).ShouldBe(IPAddress.Loopback);
        for (var length = DnsQuery.HeaderBytes; length < pointed.Length; length++)
            EngineAddress.FirstAddress(pointed.AsSpan(0, length)).ShouldBeNull();
    }
}
