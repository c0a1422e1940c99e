using AiSandbox.Policy;

namespace Policy.Tests;

public sealed class PublicSuffixListTests
{
    // From the list's own test data, https://github.com/publicsuffix/list/blob/main/tests/tests.txt, turned round: a name
    // is a suffix where it has no registrable domain.
    [TestCase("com", true)]
    [TestCase("example.com", false)]
    [TestCase("uk", true)]
    [TestCase("co.uk", true)]
    [TestCase("example.co.uk", false)]
    [TestCase("unlisted-top-level", true)]
    [TestCase("example.unlisted-top-level", false)]
    [TestCase("ck", true)]
    [TestCase("test.ck", true)]
    [TestCase("b.test.ck", false)]
    [TestCase("www.ck", false)]
    [TestCase("kobe.jp", false)]
    [TestCase("c.kobe.jp", true)]
    [TestCase("city.kobe.jp", false)]
    [TestCase("github.io", true)]
    [TestCase("s3.amazonaws.com", true)]
    [TestCase("xn--55qx5d.cn", true)]
    [TestCase("xn--85x722f.xn--55qx5d.cn", false)]
    public void Should_tell_where_anybody_can_register(string name, bool expected) => Lists.Suffixes.Contains(name).ShouldBe(expected);

    [TestCase(".com", RuleIds.PublicSuffix, Severity.Error)]
    [TestCase(".co.uk", RuleIds.PublicSuffix, Severity.Error)]
    [TestCase(".github.io", RuleIds.PublicSuffix, Severity.Error)]
    [TestCase(".corp", RuleIds.PublicSuffix, Severity.Error)]
    [TestCase(".amazonaws.com", RuleIds.ContainsSuffix, Severity.Warning)]
    [TestCase(".kobe.jp", RuleIds.ContainsSuffix, Severity.Warning)]
    public void Should_ask_for_broad_when_an_entry_is_that_wide(string entry, string rule, Severity severity)
    {
        var finding = Lists.Only(entry);

        (finding.RuleId, finding.Severity, finding.CorrectedLine).ShouldBe((rule, severity, null));
        Lists.Lint($"{entry} broad").Findings.ShouldBeEmpty();
    }

    [TestCase("github.io")]
    [TestCase("owner.github.io")]
    [TestCase(".owner.github.io")]
    [TestCase(".pypi.org")]
    [TestCase(".crates.io")]
    public void Should_not_ask_for_broad_when_one_registrant_is_meant(string entry) => Lists.Lint(entry).Findings.ShouldBeEmpty();
}
