using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Features.Explain;
using AiSandbox.Host.Platform;
using Host.Tests.Engines.Logs;
using Host.Tests.Features.Allowlist;

namespace Host.Tests.Features.Explain;

public sealed class AllowlistExplainerTests
{
    private const string Host = "git.corp.example";
    private const string Command = "./build.sh --target=Allow --domain=git.corp.example --ports=443";

    [Test]
    public async Task Should_say_that_a_listed_host_is_refused_for_its_address_and_what_opens_it()
    {
        using var sandbox = new FakeSandbox(".corp.example\n");

        var (text, isAllowed) = await ExplainAsync(sandbox, Refused("address"), Refused("address"), Lines.Of(host: "other.corp.example"));

        isAllowed.ShouldBeFalse();
        text.ShouldStartWith("git.corp.example:443 is listed, and denied for its address.\n  allowed-sites.txt:1: .corp.example\n");
        text.ShouldContain("The last 2 requests were denied because of the address that the name leads to (2026-11-24 12:00:00): a private network");
        text.ShouldEndWith($"  Next, where it is a host of your own: {Command} --private");
    }

    [Test]
    public async Task Should_not_propose_private_when_that_would_not_open_it()
    {
        using var sandbox = new FakeSandbox(".corp.example private\n");

        var (text, isAllowed) = await ExplainAsync(sandbox, Refused("address"), Refused("address-never"));

        isAllowed.ShouldBeFalse();
        text.ShouldContain("this machine, a link-local address, or cloud metadata, which no entry opens");
        text.ShouldNotContain("--private");
    }

    [Test]
    public async Task Should_not_propose_private_when_the_private_address_is_one_of_IPv6()
    {
        using var sandbox = new FakeSandbox(".corp.example\n");

        var (text, isAllowed) = await ExplainAsync(sandbox, Refused("address-ipv6"));

        isAllowed.ShouldBeFalse();
        text.ShouldContain("a private one of IPv6, which a sandbox does not have");
        text.ShouldNotContain("--private");
    }

    [Test]
    public async Task Should_say_that_it_is_allowed_when_requests_pass_by_now()
    {
        using var sandbox = new FakeSandbox(".corp.example\n");

        (await ExplainAsync(sandbox, Refused("address"), Lines.Of(host: Host))).ShouldBe(("git.corp.example:443 is allowed.\n  allowed-sites.txt:1: .corp.example", true));
        (await ExplainAsync(sandbox)).IsAllowed.ShouldBeTrue();
        (await ExplainAsync(sandbox, Refused("address").Replace("443", "22"))).IsAllowed.ShouldBeTrue("it is the other port that was refused");
    }

    [Test]
    public async Task Should_forget_refusals_from_before_the_entry_was_marked_private()
    {
        using var sandbox = new FakeSandbox(".corp.example private\n");

        (await ExplainAsync(sandbox, Refused("address"))).IsAllowed.ShouldBeTrue();
    }

    [Test]
    public async Task Should_say_that_a_private_mark_is_not_in_force()
    {
        using var sandbox = new FakeSandbox(".corp.example\n");
        sandbox.Write("allowed-sites.txt", ".corp.example private\n");

        (await ExplainAsync(sandbox, Refused("address"))).Text.ShouldContain("still denied where its address is private: the list was not reloaded. Next: ./build.sh --target=Reload");
    }

    [Test]
    public async Task Should_answer_by_the_list_alone_when_the_log_cannot_be_read_or_nothing_runs()
    {
        using var running = new FakeSandbox(".corp.example\n");
        using var down = new FakeSandbox(".corp.example\n") { Running = [] };

        var (text, isAllowed) = await ExplainAsync(running, new Unreadable());
        isAllowed.ShouldBeTrue();
        text.ShouldEndWith("Whether requests are denied for their address is not known: the log could not be read. no log");
        (await ExplainAsync(down, new Unreadable())).ShouldBe(("git.corp.example:443 is allowed.\n  allowed-sites.txt:1: .corp.example", true));
    }

    private static string Refused(string reason) => Lines.Of(host: Host, status: 403, reason: reason, result: "TCP_DENIED");

    private static Task<(string Text, bool IsAllowed)> ExplainAsync(FakeSandbox sandbox, params string[] log) => ExplainAsync(sandbox, new Lines.Source(log));

    private static async Task<(string Text, bool IsAllowed)> ExplainAsync(FakeSandbox sandbox, IProxyLogSource log)
    {
        var question = HostQuestion.Read(new HostOptions { Name = SandboxName.Parse("box"), Line = CommandLine.Parse([$"--host={Host}:443"], []) });
        var (lines, isAllowed) = await sandbox.Explainer(log).ExplainAsync(question, CancellationToken.None);
        return (string.Join('\n', lines), isAllowed);
    }

    private sealed class Unreadable : IProxyLogSource
    {
        public IAsyncEnumerable<string> ReadAsync(bool follow, CancellationToken cancellation) => throw new SandboxException("no log");
    }
}
