using System.Text;
using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace Policy.Tests;

public sealed class ManagedBoundTests
{
    private static readonly PublicSuffixList Suffixes = PublicSuffixList.Parse("com\nexample\n");
    private static readonly DateOnly Today = new(2026, 11, 30);

    [TestCase("github.com", ".github.com")]
    [TestCase("api.github.com 443", ".github.com 443")]
    [TestCase("github.com 443 22", "github.com 443\ngithub.com 22")]
    [TestCase("git.corp.example private", ".corp.example private")]
    [TestCase("github.com until=2030-01-01", "github.com until=2026-12-01")]
    public void Should_take_what_stays_within(string list, string managed)
    {
        var result = Lint(list, managed);

        result.IsRefused.ShouldBeFalse(string.Join('\n', result.Findings));
        result.Sites.Entries.ShouldNotBeEmpty();
    }

    [TestCase("gitlab.com", "github.com", "gitlab.com on 443")]
    [TestCase(".github.com", "github.com", ".github.com on 443")]
    [TestCase("github.com 443 22", "github.com 443", "github.com on port 22")]
    [TestCase("git.corp.example private", ".corp.example", "with `private`,")]
    public void Should_refuse_what_goes_beyond_and_say_whose_bound_it_is(string list, string managed, string what)
    {
        var result = Lint($"# mine\n{list}\n", managed);

        var refusal = result.Findings.Single(finding => finding.Severity == Severity.Error);
        (refusal.File, refusal.Line, refusal.RuleId, refusal.IsFixable).ShouldBe(("allowed-sites.txt", 2, RuleIds.Managed, false));
        refusal.Why.ShouldContain(what);
        refusal.Why.ShouldContain("goes beyond managed-sites.txt");
        result.Sites.Entries.ShouldBeEmpty();
    }

    [TestCase("@npm", "preset", Description = "what a preset stands for lies in the checkout")]
    [TestCase("*.github.com", "wildcard")]
    [TestCase("", "empty")]
    public void Should_refuse_every_list_while_the_bound_is_wrong(string managed, string rule)
    {
        var result = Lint("github.com", managed);

        result.IsRefused.ShouldBeTrue();
        result.Findings.ShouldContain(finding => finding.File == "managed-sites.txt" && finding.RuleId == rule && !finding.IsFixable);
    }

    [Test]
    public void Should_close_what_the_bound_no_longer_has() =>
        Lint("github.com", "github.com until=2026-11-29\ngitlab.com").Findings.ShouldContain(finding => finding.RuleId == RuleIds.Managed);

    private static LintResult Lint(string list, string managed) => AllowlistLinter.Lint(
        [Source("allowed-sites.txt", list)], Suffixes, new PresetCatalogue([], Suffixes), Today, ManagedBound.Read(Source("managed-sites.txt", managed), Suffixes, Today));

    private static AllowlistSource Source(string file, string text) => new(file, Encoding.UTF8.GetBytes(text));
}
