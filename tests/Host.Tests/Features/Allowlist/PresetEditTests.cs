using AiSandbox.Host.Platform;
using AiSandbox.Policy.Edits;
using Policy.Tests;
using Policy.Tests.Edits;

namespace Host.Tests.Features.Allowlist;

/// <summary>Allow and Deny of presets, from the option to the lists that the proxy reads.</summary>
public sealed class PresetEditTests
{
    [TestCase("a.example\n", "@npm", "a.example\n@npm\n", TestName = "below the last entry")]
    [TestCase("a.example\n@github\n# more\n", "@npm", "a.example\n@github\n@npm\n# more\n", TestName = "below the last preset")]
    [TestCase("@npm until=2026-11-30  # trial\na.example\n", "@npm", "@npm  # trial\na.example\n", TestName = "in place of one that ends sooner")]
    [TestCase("@npm until=2026-12-31\n", "@npm until=2026-11-30", "@npm until=2026-12-31\n@npm until=2026-11-30\n", TestName = "beside one that ends later")]
    public void Should_write_one_line(string before, string wanted, string after) => Texts.Text(
        ListEdit.Allow(Texts.Files(before), Preset(wanted), Lists.Suffixes).ShouldNotBeNull()).ShouldBe(after);

    [Test]
    public async Task Should_put_all_of_a_preset_in_force_and_take_it_back()
    {
        using var sandbox = new FakeSandbox("a.example\n");

        await sandbox.Editor.AllowAsync(Preset("@npm"), CancellationToken.None);
        sandbox.Read("allowed-sites.txt").ShouldBe("a.example\n@npm\n");
        sandbox.Lines.ShouldContain("  + registry.npmjs.org 443");
        sandbox.Calls[0].ShouldBe("exec box-proxy-1 proxy-reload: a.example registry.npmjs.org");

        await sandbox.Editor.DenyAsync(Preset("@npm"), CancellationToken.None);
        sandbox.Read("allowed-sites.txt").ShouldBe("a.example\n");
        sandbox.Lines[^1].ShouldBe("  - registry.npmjs.org 443");
    }

    [Test]
    public async Task Should_name_the_line_when_it_is_allowed_already()
    {
        using var sandbox = new FakeSandbox("a.example\n@npm  # for good\n");

        await sandbox.Editor.AllowAsync(Preset("@npm until=2026-12-31"), CancellationToken.None);

        sandbox.Lines.ShouldBe(["@npm until=2026-12-31 is allowed already by allowed-sites.txt:2: @npm"]);
        sandbox.Calls.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_fail_and_name_what_still_lets_a_host_of_it_through()
    {
        using var sandbox = new FakeSandbox("@npm\n.npmjs.org 443\n");

        var failure = await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.DenyAsync(Preset("@npm"), CancellationToken.None));

        failure.Message.ShouldContain("@npm can still be reached, in whole or in part, through what is left:\nallowed-sites.txt:1: .npmjs.org 443");
        failure.Next.ShouldBe("./build.sh --target=Deny --domain=.npmjs.org");
        sandbox.Read("allowed-sites.txt").ShouldBe(".npmjs.org 443\n");
    }

    [Test]
    public async Task Should_say_which_preset_to_deny_when_a_denied_host_is_one_of_its()
    {
        using var sandbox = new FakeSandbox("@npm\na.example\n");

        var failure = await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.DenyAsync(Texts.Entry("registry.npmjs.org"), CancellationToken.None));

        failure.Next.ShouldBe("./build.sh --target=Deny --domain=@npm");
    }

    [Test]
    public async Task Should_say_that_a_denied_preset_was_not_listed()
    {
        using var sandbox = new FakeSandbox("a.example\n");

        await sandbox.Editor.DenyAsync(Preset("@npm"), CancellationToken.None);

        sandbox.Lines.ShouldBe(["@npm is not on the list."]);
    }

    private static PresetEntry Preset(string text) => PresetEntry.Read("allowed-sites.txt", 0, text).ShouldNotBeNull();
}
