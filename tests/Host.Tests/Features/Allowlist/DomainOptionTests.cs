using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;
using Host.Tests.Model.Settings;
using Policy.Tests;

namespace Host.Tests.Features.Allowlist;

public sealed class DomainOptionTests
{
    [TestCase("pypi.org", "pypi.org")]
    [TestCase("PyPI.org", "pypi.org")]
    [TestCase(".crates.io", ".crates.io")]
    [TestCase("bücher.example", "xn--bcher-kva.example  # bücher.example")]
    public void Should_read_a_domain_in_its_one_spelling(string domain, string line) =>
        EntryLine.Of(Allow(domain)).ShouldBe(line);

    [TestCase("443", AllowedPorts.Https)]
    [TestCase("22", AllowedPorts.Ssh)]
    [TestCase("22,443", AllowedPorts.Both)]
    [TestCase("443 22", AllowedPorts.Both)]
    [TestCase(null, AllowedPorts.Both)]
    public void Should_read_the_ports(string? ports, AllowedPorts expected) =>
        Option("a.example", ports is null ? [] : [$"--ports={ports}"]).ToAllow().Ports.ShouldBe(expected);

    [Test]
    public void Should_take_day_reason_and_file_from_their_options()
    {
        var entry = Option("a.example", $"--until={Lists.Today:yyyy-MM-dd}", "--reason= it is #1 ", "--local").ToAllow();

        EntryLine.Of(entry).ShouldBe("a.example until=2026-11-24  # it is #1");
        entry.File.ShouldBe("allowed-sites.local.txt");
    }

    [Test]
    public void Should_mark_an_entry_private_when_that_is_asked_for_and_keep_the_option_in_the_correction()
    {
        EntryLine.Of(Option("a.example", "--private", "--ports=443").ToAllow()).ShouldBe("a.example 443 private");
        EntryLine.Of(Allow("a.example")).ShouldBe("a.example");
        Should.Throw<SandboxException>(() => Option("*.a.example", "--private").ToAllow())
            .Next.ShouldBe("./build.sh --target=Allow --domain=.a.example --private");
    }

    [TestCase("*.Crates.io", "error --domain:1:1 wildcard ", "./build.sh --target=Allow --domain=.crates.io")]
    [TestCase("https://pypi.org/simple", "error --domain:1:1 scheme ", "./build.sh --target=Allow --domain=pypi.org --ports=443")]
    [TestCase("10.0.0.1", "error --domain:1:1 ip ", "write the name in full, or a line by hand in allowed-sites.txt, then ./build.sh --target=Reload")]
    [TestCase(".github.io", "error --domain:1:1 public-suffix ", "write the name in full, or a line by hand in allowed-sites.txt, then ./build.sh --target=Reload")]
    public void Should_refuse_a_domain_with_rule_and_correction(string domain, string message, string next)
    {
        var refusal = Should.Throw<SandboxException>(() => Allow(domain));

        refusal.ExitCode.ShouldBe(ExitCodes.Usage);
        refusal.Message.ShouldStartWith(message);
        refusal.Next.ShouldBe(next);
    }

    [TestCase("a.example b.example")]
    [TestCase("a.example#22")]
    [TestCase("a.example\n*")]
    public void Should_refuse_more_than_one_word(string domain) =>
        Should.Throw<UsageException>(() => Allow(domain)).Message.ShouldContain("--domain");

    [Test]
    public void Should_show_an_example_when_there_is_no_domain()
    {
        Should.Throw<UsageException>(() => Option(null).ToAllow()).Message.ShouldContain("--target=Allow --domain=pypi.org");
        Should.Throw<UsageException>(() => Option(null).ToDeny()).Message.ShouldContain("--target=Deny --domain=pypi.org");
    }

    [TestCase("80", "Port 80 never passes")]
    [TestCase("443,8443", "Port 8443 never passes")]
    [TestCase(",", "is empty")]
    public void Should_refuse_other_ports(string ports, string why) =>
        Should.Throw<UsageException>(() => Option("a.example", $"--ports={ports}").ToAllow()).Message.ShouldContain(why);

    [TestCase("two\nlines")]
    [TestCase("turned \u202E round")]
    [TestCase("\e[31mred")]
    public void Should_refuse_a_reason_that_hides_what_it_says(string reason) =>
        Should.Throw<UsageException>(() => Option("a.example", $"--reason={reason}").ToAllow()).Message.ShouldContain("--reason");

    [Test]
    public void Should_let_anything_be_denied_that_can_be_on_the_list() => Option(".github.io").ToDeny().Spelling.ShouldBe(".github.io");

    [Test]
    public void Should_take_the_name_as_host_as_well()
    {
        Option(null, "--host=.crates.io").ToAllow().Spelling.ShouldBe(".crates.io");
        Option(null, "--host=crates.io").ToDeny().Spelling.ShouldBe("crates.io");
        Should.Throw<SandboxException>(() => Option(null, "--host=a.example:443").ToAllow()).Message
            .ShouldContain("error --host:1:");
    }

    private static AllowlistEntry Allow(string domain) => Option(domain).ToAllow();

    private static DomainOption Option(string? domain, params IEnumerable<string> more)
    {
        var line = CommandLine.Parse([.. more, .. domain is null ? Array.Empty<string>() : [$"--domain={domain}"]], [], now: new DateTimeOffset(Lists.Today, TimeOnly.MinValue, TimeSpan.Zero));
        var options = new HostOptions { Name = SandboxName.Parse("box"), Line = line };
        var store = new AllowlistStore(new Checkout(TempCheckout.Repository), options, TimeProvider.System);
        return new DomainOption(options, store);
    }
}
