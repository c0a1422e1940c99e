using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using Policy.Tests;

namespace Host.Tests.Features.Allowlist;

public sealed class PresetOptionTests
{
    [Test]
    public void Should_take_day_reason_and_file_from_their_options()
    {
        var entry = Option("@NPM", $"--until={Lists.Today:yyyy-MM-dd}", "--reason=the build", "--local").ToAllow();

        entry.Text.ShouldBe("@npm until=2026-11-24  # the build");
        entry.File.ShouldBe("allowed-sites.local.txt");
    }

    [TestCase("@nmp", "Did you mean --domain=@npm?")]
    [TestCase("@something-else", "there are @")]
    [TestCase("@", "there are @")]
    [TestCase("@npm 443", "There is no preset @npm 443")]
    public void Should_refuse_what_is_no_preset(string domain, string hint) =>
        Should.Throw<UsageException>(() => Option(domain).ToAllow()).Message.ShouldContain(hint);

    [Test]
    public void Should_refuse_ports_because_a_preset_has_its_own() =>
        Should.Throw<UsageException>(() => Option("@npm", "--ports=443").ToAllow()).Message.ShouldContain("leave out --ports");

    [Test]
    public void Should_refuse_a_private_mark_because_a_preset_has_public_hosts() =>
        Should.Throw<UsageException>(() => Option("@npm", "--private").ToAllow()).Message.ShouldContain("leave out --private");

    [Test]
    public void Should_let_a_preset_be_denied_that_there_is_no_more() => Option("@gone").ToDeny().Spelling.ShouldBe("@gone");

    [TestCase("@npm", true)]
    [TestCase("npm.example", false)]
    [TestCase(null, false)]
    public void Should_tell_a_preset_from_a_domain(string? domain, bool isPreset) =>
        PresetOption.IsGiven(new HostOptions { Name = SandboxName.Parse("box"), Line = domain is null ? CommandLine.Empty : CommandLine.Parse([$"--domain={domain}"], []) }).ShouldBe(isPreset);

    private static PresetOption Option(string? domain, params IEnumerable<string> more)
    {
        var line = CommandLine.Parse([.. more, .. domain is null ? Array.Empty<string>() : [$"--domain={domain}"]], [], now: new DateTimeOffset(Lists.Today, TimeOnly.MinValue, TimeSpan.Zero));
        var options = new HostOptions { Name = SandboxName.Parse("box"), Line = line };
        var checkout = AiSandbox.Host.Model.Checkout.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        return new PresetOption(options, new AllowlistStore(checkout, options, TimeProvider.System));
    }
}
