using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Model.Identity;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Lifecycle.Identity;

public sealed class SshConfigTests
{
    private TempCheckout _temp = null!;

    [SetUp]
    public void CreateCheckout() => _temp = new TempCheckout();

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [Test]
    [CancelAfter(10_000)]
    public async Task Should_lead_every_host_through_the_proxy_when_openssh_reads_it()
    {
        Tool.Need("ssh");

        var options = await OptionsFor("github.com");

        options.ShouldContain("proxycommand nc -X connect -x proxy:3128 %h %p");
        options.ShouldContain("identityfile /etc/ai-sandbox/ssh/id_ed25519");
        options.ShouldContain("identitiesonly yes");
        options.ShouldContain("identityagent /run/keys/agent.sock");
        options.ShouldContain("forwardagent no");
        options.ShouldContain("stricthostkeychecking true");
        options.ShouldContain("globalknownhostsfile /etc/ai-sandbox/ssh/known_hosts /etc/ai-sandbox/ssh/known_hosts.own /etc/ssh/ssh_known_hosts");
        options.ShouldContain("userknownhostsfile /root/.ssh/known_hosts", "what ssh writes to must not be what is pinned");
        options.ShouldContain("updatehostkeys false");
        options.ShouldContain("serveraliveinterval 30");
        options.Where(IsKey).ShouldHaveSingleItem();
    }

    [Test]
    [CancelAfter(10_000)]
    public async Task Should_show_a_host_its_own_key_and_no_other_when_it_has_one()
    {
        Tool.Need("ssh");
        await Keys.PrepareAsync(new SshRequest { Host = "github.com" }, TestContext.CurrentContext.CancellationToken);

        (await OptionsFor("github.com")).Where(IsKey).ShouldBe(["identityfile /etc/ai-sandbox/ssh/id_ed25519.github.com"]);
        (await OptionsFor("gitlab.com")).Where(IsKey).ShouldBe(["identityfile /etc/ai-sandbox/ssh/id_ed25519"]);
        (await OptionsFor("gist.github.com")).Where(IsKey).ShouldBe(["identityfile /etc/ai-sandbox/ssh/id_ed25519"]);
        (await OptionsFor("github.com")).ShouldContain("proxycommand nc -X connect -x proxy:3128 %h %p");
    }

    [TestCase("localhost")]
    [TestCase("127.0.0.1")]
    [CancelAfter(10_000)]
    public async Task Should_stay_out_of_the_way_when_the_host_is_the_workspace_itself(string host)
    {
        Tool.Need("ssh");

        var options = await OptionsFor(host);

        options.ShouldNotContain(option => option.StartsWith("proxycommand ", StringComparison.Ordinal));
    }

    private SshKeys Keys => new(_temp.Checkout, _temp.Renderer, new FakeGit(), [new FakeKeygen()]);

    private static bool IsKey(string option) => option.StartsWith("identityfile ", StringComparison.Ordinal);

    private async Task<string[]> OptionsFor(string host)
    {
        await Keys.PrepareAsync(new SshRequest(), TestContext.CurrentContext.CancellationToken);

        var options = await Tool.RunAsync("ssh", "-G", "-F", new SshFiles(_temp.Checkout.Configs).Config, host);
        return options.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
