using AiSandbox.Host.Features.Suggest;
using AiSandbox.Policy;
using Policy.Tests;

namespace Host.Tests.Features.Suggest;

public sealed class PresetChoiceTests
{
    [Test]
    public void Should_propose_a_preset_when_all_of_it_was_asked_for()
    {
        var proposal = Choose("ok.example", ["pypi.org:443", "files.pythonhosted.org:443"]);

        proposal.Presets.Select(one => one.Preset.Name).ShouldBe(["python"]);
        proposal.Presets[0].Extra.ShouldBeEmpty();
        proposal.Hosts.ShouldBeEmpty();
    }

    [Test]
    public void Should_propose_the_host_and_say_what_else_the_preset_lets_in_when_most_of_it_was_not_asked_for()
    {
        var proposal = Choose("ok.example", ["api.github.com:443"]);

        proposal.Presets.ShouldBeEmpty();
        var host = proposal.Hosts.ShouldHaveSingleItem();
        (host.Host, host.Ports, host.Unfit?.Name).ShouldBe(("api.github.com", AllowedPorts.Https, "github"));
        host.Extra.ShouldBe(
        [
            "github.com:443", "github.com:22", "codeload.github.com:443", "raw.githubusercontent.com:443",
            "objects.githubusercontent.com:443", "release-assets.githubusercontent.com:443",
        ]);
    }

    [TestCase("gitlab.com:22")]
    [TestCase("pypi.org:443")]
    public void Should_propose_the_host_when_half_of_the_preset_was_asked_for(string wanted) =>
        Choose("ok.example", [wanted]).Presets.ShouldBeEmpty();

    [Test]
    public void Should_name_what_a_fitting_preset_lets_in_beyond_what_was_asked_for()
    {
        var preset = Choose("ok.example", ["plugins.gradle.org:443", "plugins-artifacts.gradle.org:443"]).Presets.ShouldHaveSingleItem();

        preset.Preset.Name.ShouldBe("gradle");
        preset.Extra.ShouldBe(["services.gradle.org:443"]);
    }

    [Test]
    public void Should_not_count_what_is_open_already_as_extra() =>
        Choose(".github.com", ["raw.githubusercontent.com:443", "objects.githubusercontent.com:443"])
            .Presets.ShouldHaveSingleItem().Extra.ShouldBe(["release-assets.githubusercontent.com:443"]);

    [Test]
    public void Should_propose_nothing_that_is_allowed() => Choose(".npmjs.org\n.github.com", ["registry.npmjs.org:443", "github.com:22"]).IsEmpty.ShouldBeTrue();

    [Test]
    public void Should_propose_a_needed_preset_unless_all_of_it_is_allowed()
    {
        Choose("ok.example", [], "go").Presets.Select(one => one.Preset.Name).ShouldBe(["go"]);
        Choose("ok.example\n@go", [], "go").IsEmpty.ShouldBeTrue();
        Choose(".golang.org", [], "go").IsEmpty.ShouldBeTrue();
    }

    [Test]
    public void Should_take_one_preset_when_it_has_what_another_has_and_more() =>
        Choose("ok.example", ["api.anthropic.com:443", "claude.ai:443", "platform.claude.com:443"])
            .Presets.Select(one => one.Preset.Name).ShouldBe(["claude-code"]);

    [Test]
    public void Should_take_the_narrow_preset_when_that_is_enough() =>
        Choose("ok.example", ["api.anthropic.com:443"]).Presets.Select(one => one.Preset.Name).ShouldBe(["anthropic"]);

    [Test]
    public void Should_count_many_hosts_of_one_domain_once() =>
        Choose("ok.example", [.. Enumerable.Range(0, 9).Select(i => $"p{i}.gallery.vsassets.io:443")])
            .Presets.ShouldBeEmpty();

    [Test]
    public void Should_join_the_ports_of_a_host()
    {
        var host = Choose("ok.example", ["git.corp.example:443", "git.corp.example:22"]).Hosts.ShouldHaveSingleItem();

        (host.Ports, host.Unfit).ShouldBe((AllowedPorts.Both, null));
    }

    private static Proposal Choose(string list, string[] wanted, params string[] needed) =>
        new PresetChoice(Lists.Presets.All, Lists.Lint(list).Sites).Choose(
            [.. wanted.Select(one => one.Split(':')).Select(one =>
                new Wanted(one[0], one[1] == "22" ? AllowedPorts.Ssh : AllowedPorts.Https, "why"))],
            [.. needed.Select(name => new WantedPreset(name, "why"))]);
}
