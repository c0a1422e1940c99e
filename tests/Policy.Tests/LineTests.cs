using AiSandbox.Policy;

namespace Policy.Tests;

public sealed class LineTests
{
    [TestCase("gitfoo.com", "gitfoo.com", false, AllowedPorts.Both)]
    [TestCase(".gitfoo.com", "gitfoo.com", true, AllowedPorts.Both)]
    [TestCase("GitFoo.com", "gitfoo.com", false, AllowedPorts.Both)]
    [TestCase("gitfoo.com 443", "gitfoo.com", false, AllowedPorts.Https)]
    [TestCase("gitfoo.com\t22", "gitfoo.com", false, AllowedPorts.Ssh)]
    [TestCase("gitfoo.com 22 443", "gitfoo.com", false, AllowedPorts.Both)]
    [TestCase("gitfoo.com 443 443", "gitfoo.com", false, AllowedPorts.Https)]
    [TestCase("gitfoo.com#why", "gitfoo.com", false, AllowedPorts.Both)]
    [TestCase("xn--bcher-kva.example", "xn--bcher-kva.example", false, AllowedPorts.Both)]
    [TestCase("3com.example", "3com.example", false, AllowedPorts.Both)]
    public void Should_read_an_entry_without_a_finding_when_it_is_right(string line, string name, bool subdomains, AllowedPorts ports)
    {
        var result = Lists.Lint(line + "\n");

        result.Findings.ShouldBeEmpty();
        var entry = result.Sites.Entries.ShouldHaveSingleItem();
        (entry.Name, entry.IncludesSubdomains, entry.Ports).ShouldBe((name, subdomains, ports));
    }

    [Test]
    public void Should_read_every_option_and_the_comment_as_reason()
    {
        var entry = Lists.Lint("# head\n\n.gitfoo.io 22 PRIVATE broad until=2026-12-31  # pages, reviewed #4\n").Sites.Entries.ShouldHaveSingleItem();

        entry.ShouldBe(new AllowlistEntry(
            "gitfoo.io", true, AllowedPorts.Ssh, true, true, new DateOnly(2026, 12, 31), "pages, reviewed #4", "allowed-sites.txt", 3));
    }

    [TestCase("*.gitfoo.com", RuleIds.Wildcard, ".gitfoo.com")]
    [TestCase("*gitfoo.com", RuleIds.Wildcard, ".gitfoo.com")]
    [TestCase("*.*.gitfoo.com 22 # x", RuleIds.Wildcard, ".gitfoo.com 22 # x")]
    [TestCase("https://gitfoo.com", RuleIds.Scheme, "gitfoo.com 443")]
    [TestCase("https://gitfoo.com/", RuleIds.Scheme, "gitfoo.com 443")]
    [TestCase("HTTP://gitfoo.com", RuleIds.Scheme, "gitfoo.com 443")]
    [TestCase("ssh://gitfoo.com", RuleIds.Scheme, "gitfoo.com 22")]
    [TestCase("https://gitfoo.com 22", RuleIds.Scheme, "gitfoo.com 22")]
    [TestCase("gitfoo.com/", RuleIds.Path, "gitfoo.com")]
    [TestCase("gitfoo.com/owner?x=1 443", RuleIds.Path, "gitfoo.com 443")]
    [TestCase(@"gitfoo.com\owner", RuleIds.Path, "gitfoo.com")]
    [TestCase("git@gitfoo.com:owner/repository.git", RuleIds.User, "gitfoo.com 22")]
    [TestCase("gitfoo.com:443", RuleIds.Port, "gitfoo.com 443")]
    [TestCase("gitfoo.com:22 443   # both", RuleIds.Port, "gitfoo.com 22 443   # both")]
    [TestCase("gitfoo.com:443 443", RuleIds.Port, "gitfoo.com 443")]
    [TestCase("gitfoo.com:", RuleIds.Port, "gitfoo.com")]
    [TestCase("gitfoo.com.", RuleIds.TrailingDot, "gitfoo.com")]
    [TestCase(".GitFoo.com. 443", RuleIds.TrailingDot, ".gitfoo.com 443")]
    [TestCase("\"gitfoo.com\"", RuleIds.Quote, "gitfoo.com")]
    [TestCase("'gitfoo.com',  # pasted", RuleIds.Quote, "gitfoo.com  # pasted")]
    public void Should_refuse_a_line_and_correct_it_when_it_is_clear_what_was_meant(string line, string rule, string corrected)
    {
        var finding = Lists.Only(line);

        (finding.RuleId, finding.Severity, finding.CorrectedLine).ShouldBe((rule, Severity.Error, corrected));
        (finding.File, finding.Line).ShouldBe(("allowed-sites.txt", 2));
        Lists.Lint(line).IsRefused.ShouldBeTrue();
    }

    [TestCase("  gitfoo.com", RuleIds.Space, "gitfoo.com")]
    [TestCase("gitfoo.com\u00A0443", RuleIds.Space, "gitfoo.com 443")]
    [TestCase("bücher.example", RuleIds.International, "xn--bcher-kva.example  # bücher.example")]
    [TestCase(".Bücher.example 443 # books", RuleIds.International, ".xn--bcher-kva.example 443 # books")]
    [TestCase("пример.example", RuleIds.International, "xn--e1afmkfd.example  # пример.example")]
    [TestCase("日本語テスト.example", RuleIds.International, "xn--zckzah9945czlbtz6h.example  # 日本語テスト.example")]
    [TestCase("gitfoo.com # red\u001B[31m, flipped\u202E", RuleIds.Control, "gitfoo.com # red [31m, flipped")]
    [TestCase("# a\0b", RuleIds.Control, "# a b")]
    public void Should_warn_of_a_line_and_correct_it_when_it_works_as_it_is(string line, string rule, string corrected)
    {
        var finding = Lists.Only(line);

        (finding.RuleId, finding.Severity, finding.CorrectedLine).ShouldBe((rule, Severity.Warning, corrected));
    }

    [TestCase("gitfoo.com 8080", RuleIds.Port)]
    [TestCase("gitfoo.com:8080", RuleIds.Port)]
    [TestCase("ftp://gitfoo.com", RuleIds.Scheme)]
    [TestCase("*", RuleIds.Wildcard)]
    [TestCase("api.*.gitfoo.com", RuleIds.Wildcard)]
    [TestCase("*.co.uk", RuleIds.PublicSuffix)]
    [TestCase("git\0hub.com", RuleIds.Control)]
    [TestCase("git\u200Bhub.com", RuleIds.Control)]
    [TestCase("git\rhub.com", RuleIds.Control)]
    [TestCase("gitfoo\u202Emoc", RuleIds.Control)]
    [TestCase("git%68ub.com", RuleIds.Character)]
    [TestCase("git\"hub.com", RuleIds.Character)]
    [TestCase("^.*gitfoo.com$", RuleIds.Wildcard)]
    [TestCase("(gitfoo.com|gitlab.com)", RuleIds.Character)]
    [TestCase("gitfoo.com gitlab.com", RuleIds.Option)]
    [TestCase("gitfoo.com privat", RuleIds.Option)]
    [TestCase("gitfoo.com until=tomorrow", RuleIds.Date)]
    [TestCase("gitfoo.com until=2026-02-30", RuleIds.Date)]
    [TestCase("gitfoo.com until=2027-01-01 until=2027-01-02", RuleIds.Date)]
    [TestCase("localhost", RuleIds.NeverAsked)]
    [TestCase(".health.invalid", RuleIds.NeverAsked)]
    [TestCase("intranet", RuleIds.SingleLabel)]
    [TestCase("com", RuleIds.SingleLabel)]
    [TestCase("@gihtub", RuleIds.Preset)]
    [TestCase(".", RuleIds.Label)]
    [TestCase("..", RuleIds.Label)]
    [TestCase("..gitfoo.com", RuleIds.Label)]
    [TestCase("..xn--bcher-kva.example", RuleIds.Label)]
    [TestCase("gitfoo..com", RuleIds.Label)]
    [TestCase("gitfoo.com..", RuleIds.Label)]
    [TestCase("-n.example", RuleIds.Label)]
    [TestCase("a.b-.example", RuleIds.Label)]
    [TestCase("pаypal.example", RuleIds.MixedScript)] // Cyrillic а
    [TestCase("xn--pypal-4ve.example", RuleIds.MixedScript)]
    [TestCase("аррӏе.example", RuleIds.LookAlike)]
    [TestCase("xn--80ak6aa92e.example", RuleIds.LookAlike)]
    [TestCase("ａpple.example", RuleIds.International)] // full width
    [TestCase("☃.example", RuleIds.International)]
    [TestCase("\u212Aelvin.example", RuleIds.International)]
    [TestCase("bu\u0308cher.example", RuleIds.International)] // decomposed
    [TestCase("a。example", RuleIds.International)]
    [TestCase("xn--zzzzzzzzz.example", RuleIds.International)]
    public void Should_refuse_a_line_and_correct_nothing_when_only_a_human_can_tell(string line, string rule)
    {
        var findings = Lists.Lint($"ok.example\n{line}\n").Findings;

        findings.ShouldContain(finding => finding.RuleId == rule && finding.Severity == Severity.Error);
        findings.ShouldAllBe(finding => finding.CorrectedLine == null);
    }

    [TestCase("127.0.0.1")]
    [TestCase(".10.0.0.1")]
    [TestCase("10.0.0.0/8")]
    [TestCase("127.1")]
    [TestCase("2130706433")]
    [TestCase("0x7f000001")]
    [TestCase("0x7f.0.0.0x1")]
    [TestCase("017700000001")]
    [TestCase("0177.0.0.1")]
    [TestCase("127.0.0.1.")]
    [TestCase("127.0.0.1:443")]
    [TestCase("https://127.0.0.1/")]
    [TestCase("gitfoo.com.1")]
    [TestCase("gitfoo.0x")]
    [TestCase("::1")]
    [TestCase("[::1]")]
    [TestCase("[::1]:443")]
    [TestCase("https://[::1]:443/")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("fe80::1%eth0")]
    [TestCase("64:ff9b::7f00:1")]
    public void Should_refuse_an_address_in_whichever_spelling(string line) =>
        Lists.Lint($"ok.example\n{line}\n").Findings.ShouldContain(finding => finding.RuleId == RuleIds.Address && finding.CorrectedLine == null);

    [TestCase(63, 253, null)]
    [TestCase(64, 253, RuleIds.Length)]
    [TestCase(63, 254, RuleIds.Length)]
    public void Should_refuse_a_name_when_it_is_longer_than_DNS_allows(int label, int name, string? rule)
    {
        var text = new string('a', label) + "." + string.Join('.', Enumerable.Repeat(new string('b', 30), 10));
        text = text[..(name - 4)].TrimEnd('.').PadRight(name - 4, 'c') + ".com";

        text.Length.ShouldBe(name);
        Lists.Lint(text).Findings.Select(finding => finding.RuleId).FirstOrDefault().ShouldBe(rule);
    }

    [Test]
    public void Should_point_at_the_column_of_each_finding() =>
        Lists.Lint("  https://gitfoo.com:443/a 99 # x\u0007").Findings.Select(finding => (finding.Column, finding.RuleId)).ShouldBe(
        [
            (1, RuleIds.Space), (3, RuleIds.Scheme), (21, RuleIds.Port), (25, RuleIds.Path), (28, RuleIds.Port), (31, RuleIds.Control),
        ]);

    [TestCase("gitfoo.com privat", "Did you mean `private`?")]
    [TestCase("gitfoo.com untill=2026-12-31", "Did you mean `until=2026-12-31`?")]
    [TestCase("gitfoo.com gitfoo.io", "One entry a line")]
    public void Should_name_the_nearest_option_when_one_is_unknown(string line, string hint) => Lists.Only(line).Why.ShouldContain(hint);

    [Test]
    public void Should_take_an_underscore_and_warn_of_it()
    {
        var result = Lists.Lint("a_b.example");

        result.Findings.ShouldHaveSingleItem().RuleId.ShouldBe(RuleIds.Underscore);
        result.Sites.Matches("a_b.example", 443).ShouldBeTrue();
    }

    [TestCase("ssh://user:secret@gitfoo.com/")]
    [TestCase("https://user:secret@gitfoo.com/x")]
    public void Should_not_repeat_a_password_when_an_URL_has_one(string line) =>
        string.Join('\n', Lists.Lint(line).Findings).ShouldNotContain("secret");
}
