using System.Text;
using System.Text.Json;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model.Vendors;

public sealed class HeldKeysTests
{
    [Test]
    public void Should_read_every_vendor_of_the_product()
    {
        using var temp = new TempCheckout();
        var vendors = new HeldKeys(temp.Checkout).Vendors;

        vendors.Select(vendor => vendor.Name).ShouldBe(["anthropic", "github", "gitlab", "google", "openai"]);
        foreach (var key in new[] { "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY" }) // what the agents' files name
            vendors.Count(vendor => vendor.Variables.ContainsKey(key)).ShouldBe(1, key);
    }

    [Test]
    public void Should_render_those_whose_key_it_holds_and_close_their_hosts()
    {
        using var temp = new TempCheckout();
        var keys = new HeldKeys(temp.Checkout);
        HeldKeys.AreThere(temp.Checkout.Configs).ShouldBeFalse();
        keys.Keep(keys.Find("anthropic")!, "sk-ant-secret");
        keys.Keep(keys.Find("github")!, "ghp-secret");

        keys.Render(new WorkspaceSettings { Mount = "", AgentBudget = AgentLimit.Parse("2m tokens"), Repositories = Repository.Parse("github.com/you/app:read") }, bound: null);

        var config = temp.Checkout.Configs;
        var json = File.ReadAllText(Path.Combine(config, "gateway", "gateway.json"));
        using var read = JsonDocument.Parse(json);
        read.RootElement.GetProperty("vendors").EnumerateArray().Select(vendor => vendor.GetProperty("name").GetString()).ShouldBe(["anthropic", "github"]);
        json.ShouldContain("/you/app.git/info/refs?service=git-upload-pack");
        json.ShouldNotContain("git-receive-pack");
        json.ShouldNotContain("secret");
        File.ReadAllText(Path.Combine(config, "proxy", "allowed-keys")).ShouldBe("api.anthropic.com\ngithub.com\n");
        File.ReadAllText(Path.Combine(config, "allowed", "gitconfig")).ShouldContain("[url \"http://gateway:3128/github/you/app.git\"]\n\tinsteadOf = https://github.com/you/app.git\n");
        keys.Variables.ShouldContainKeyAndValue("ANTHROPIC_BASE_URL", "http://gateway:3128/anthropic");
        HeldKeys.AreThere(config).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(config, "gateway", "keys", "anthropic")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public void Should_be_another_gateway_with_another_key_and_none_without()
    {
        using var temp = new TempCheckout();
        var keys = new HeldKeys(temp.Checkout);
        var vendor = keys.Find("openai")!;
        keys.Keep(vendor, "sk-one-secret");
        var first = HeldKeys.HashOf(temp.Checkout.Configs);

        keys.Keep(vendor, "sk-two-secret");

        HeldKeys.HashOf(temp.Checkout.Configs).ShouldNotBe(first);
        keys.Forget(vendor).ShouldBeTrue();
        keys.Forget(vendor).ShouldBeFalse();
        HeldKeys.HashOf(temp.Checkout.Configs).ShouldBeEmpty();
        keys.Variables.ShouldBeEmpty();
    }

    [TestCase("api.anthropic.com\n", true)]
    [TestCase("github.com\n", false)]
    public void Should_stay_within_the_list_of_whoever_manages_the_machine(string managed, bool isWithin)
    {
        using var temp = new TempCheckout();
        var keys = new HeldKeys(temp.Checkout);
        keys.Keep(keys.Find("anthropic")!, "sk-ant-secret");
        var bound = ManagedBound.Read(new AllowlistSource("managed-sites.txt", Encoding.UTF8.GetBytes(managed)), PublicSuffixList.Parse("com\n"), new DateOnly(2026, 1, 1));

        void Render() => keys.Render(new WorkspaceSettings { Mount = "" }, bound);

        if (isWithin)
            Should.NotThrow(Render);
        else
            Should.Throw<SandboxException>(Render).Message.ShouldContain("The gateway has a key for api.anthropic.com, which goes beyond managed-sites.txt");
    }

    [Test]
    public void Should_refuse_a_repository_that_it_has_no_token_for()
    {
        using var temp = new TempCheckout();

        Should.Throw<SandboxException>(() => new HeldKeys(temp.Checkout).Render(new WorkspaceSettings { Mount = "", Repositories = Repository.Parse("github.com/you/app") }, bound: null))
            .Message.ShouldContain("WORKSPACE_REPOSITORIES has github.com/you/app, and the gateway has no token for github.com.");
    }
}
