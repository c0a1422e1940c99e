using AiSandbox.Policy;

namespace Policy.Tests.Presets;

public sealed class ShippedPresetsTests
{
    // Written out on purpose: a preset opens more than its name shows, so that a change to one has to be made twice.
    private static readonly Dictionary<string, string[]> Expected = new(StringComparer.Ordinal)
    {
        ["anthropic"] = ["api.anthropic.com 443"],
        ["bitbucket"] = ["api.bitbucket.org 443", "bitbucket.org 443", "ssh.bitbucket.org 22"],
        ["claude-code"] = ["api.anthropic.com 443", "claude.ai 443", "platform.claude.com 443"],
        ["codex"] = ["api.openai.com 443", "auth.openai.com 443", "chatgpt.com 443"],
        ["copilot"] =
        [
            "api.business.githubcopilot.com 443", "api.enterprise.githubcopilot.com 443", "api.github.com 443", "api.githubcopilot.com 443",
            "api.individual.githubcopilot.com 443", "github.com 443",
        ],
        ["debian"] = ["deb.debian.org 443"],
        ["dotnet"] = ["api.nuget.org 443"],
        ["dotnet-sdk"] = ["builds.dotnet.microsoft.com 443"],
        ["ghcr"] = ["ghcr.io 443", "pkg-containers.githubusercontent.com 443"],
        ["gemini"] = ["cloudcode-pa.googleapis.com 443", "generativelanguage.googleapis.com 443", "oauth2.googleapis.com 443"],
        ["github"] =
        [
            "api.github.com 443", "codeload.github.com 443", "github.com 22 443", "objects.githubusercontent.com 443",
            "raw.githubusercontent.com 443", "release-assets.githubusercontent.com 443",
        ],
        ["github-lfs"] = ["github-cloud.githubusercontent.com 443", "github-cloud.s3.amazonaws.com 443"],
        ["gitlab"] = ["gitlab.com 22 443"],
        ["go"] = ["proxy.golang.org 443", "sum.golang.org 443"],
        ["google"] = ["generativelanguage.googleapis.com 443"],
        ["gradle"] = ["plugins-artifacts.gradle.org 443", "plugins.gradle.org 443", "services.gradle.org 443"],
        ["java"] = ["repo.maven.apache.org 443", "repo1.maven.org 443"],
        ["npm"] = ["registry.npmjs.org 443"],
        ["openai"] = ["api.openai.com 443"],
        ["opencode"] = ["opencode.ai 443"],
        ["playwright"] = ["cdn.playwright.dev 443", "playwright.download.prss.microsoft.com 443"],
        ["python"] = ["files.pythonhosted.org 443", "pypi.org 443"],
        ["ruby"] = ["index.rubygems.org 443", "rubygems.org 443"],
        ["rust"] = ["index.crates.io 443", "static.crates.io 443"],
        ["rustup"] = ["static.rust-lang.org 443"],
        ["vscode"] =
        [
            ".gallery.vsassets.io 443", ".gallerycdn.vsassets.io 443", "marketplace.visualstudio.com 443",
            "update.code.visualstudio.com 443", "vscode.download.prss.microsoft.com 443",
        ],
        ["yarn"] = ["registry.yarnpkg.com 443"],
    };

    // The only domains with all below: the vendor documents them so, with one name for each publisher.
    private static readonly string[] Domains = [".gallery.vsassets.io", ".gallerycdn.vsassets.io"];

    // The only hosts whose SSH is needed: git.
    private static readonly string[] SshHosts = ["github.com", "gitlab.com", "ssh.bitbucket.org"];

    private static IEnumerable<string> Names => Expected.Keys;

    [Test]
    public void Should_be_those_and_no_others() => Lists.Presets.Names.ShouldBe(Expected.Keys.Order(StringComparer.Ordinal));

    [TestCaseSource(nameof(Names))]
    public void Should_let_through_exactly_what_is_expected_when_a_preset_is_listed(string name)
    {
        var result = Lists.Lint($"@{name}\n");

        result.Findings.ShouldBeEmpty();
        result.Sites.Entries.Select(Line).Order(StringComparer.Ordinal).ShouldBe(Expected[name]);
        foreach (var entry in result.Sites.Entries)
        {
            result.Sites.Matches(entry.Name, 443).ShouldBe(entry.Ports.HasFlag(AllowedPorts.Https));
            result.Sites.Matches(entry.Name, 22).ShouldBe(entry.Ports.HasFlag(AllowedPorts.Ssh));
            result.Sites.Matches($"x.{entry.Name}", 443).ShouldBe(entry.IncludesSubdomains);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Should_have_a_summary_and_for_each_entry_a_reason_and_a_source(string name)
    {
        var preset = Lists.Presets.Find(name)!.Preset.ShouldNotBeNull();

        preset.Summary.ShouldEndWith(".");
        preset.Entries.ShouldNotBeEmpty();
        foreach (var entry in preset.Entries)
        {
            entry.Reason.ShouldNotBeNull();
            var source = new Uri(entry.Preset.ShouldNotBeNull().Source);
            (source.Scheme, source.IsDefaultPort).ShouldBe((Uri.UriSchemeHttps, true));
            source.Host.ShouldContain('.');
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Should_be_as_narrow_as_the_vendor_permits(string name)
    {
        var entries = Lists.Presets.Find(name)!.Preset!.Entries;

        entries.Where(entry => entry.IncludesSubdomains).Select(entry => entry.Spelling).ShouldBeSubsetOf(Domains);
        entries.Where(entry => entry.Ports.HasFlag(AllowedPorts.Ssh)).Select(entry => entry.Name).ShouldBeSubsetOf(SshHosts);
    }

    [Test]
    public void Should_all_be_offered_as_comments_in_the_list_that_ships()
    {
        var lines = File.ReadAllLines(Repository.File("allowed-sites.txt"));

        lines.Where(line => line.StartsWith("#@", StringComparison.Ordinal)).Select(line => line[2..].Split(' ')[0])
            .Order(StringComparer.Ordinal).ShouldBe(Expected.Keys.Order(StringComparer.Ordinal));
    }

    [Test]
    public void Should_ship_a_list_of_what_the_demo_asks_for_by_name_and_nothing_more()
    {
        var shipped = Lists.Lint(File.ReadAllBytes(Repository.File("allowed-sites.txt")));

        shipped.Findings.ShouldBeEmpty();
        shipped.Sites.Entries.Select(Line).ShouldBe(["www.google.com 443", "github.com 22 443"]);
    }

    [Test]
    public void Should_be_valid_all_at_once()
    {
        // The smaller first: @claude-code has all of @anthropic too, of which the first stays.
        var result = Lists.Lint(string.Concat(Expected.Keys.OrderBy(name => Expected[name].Length).Select(name => $"@{name}\n")));

        result.Findings.ShouldBeEmpty();
        var all = Expected.Values.SelectMany(lines => lines).ToHashSet(StringComparer.Ordinal);
        all.Remove("github.com 443"); // @github has it on 22 too
        result.Sites.Entries.Select(Line).Order(StringComparer.Ordinal).ShouldBe(all.Order(StringComparer.Ordinal));
    }

    private static string Line(AllowlistEntry entry) => entry.Spelling
        + (entry.Ports.HasFlag(AllowedPorts.Ssh) ? " 22" : "") + (entry.Ports.HasFlag(AllowedPorts.Https) ? " 443" : "");
}
