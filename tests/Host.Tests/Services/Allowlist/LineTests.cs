using AiSandbox.Host.Services.Allowlist;

namespace Host.Tests.Services.Allowlist;

public sealed class LineTests
{
    [TestCase("github.com", "github.com", false, AllowedPorts.Both)]
    [TestCase(".github.com", "github.com", true, AllowedPorts.Both)]
    [TestCase("GitHub.com", "github.com", false, AllowedPorts.Both)]
    [TestCase("github.com 443", "github.com", false, AllowedPorts.Https)]
    [TestCase("github.com\t22", "github.com", false, AllowedPorts.Ssh)]
    [TestCase("github.com 22 443", "github.com", false, AllowedPorts.Both)]
    [TestCase("github.com 443 443", "github.com", false, AllowedPorts.Https)]
    [TestCase("github.com#why", "github.com", false, AllowedPorts.Both)]
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
        var entry = Lists.Lint("# head\n\n.github.io 22 PRIVATE broad until=2026-12-31  # pages, reviewed #4\n").Sites.Entries.ShouldHaveSingleItem();

        entry.ShouldBe(new AllowlistEntry(
            "github.io", true, AllowedPorts.Ssh, true, true, new DateOnly(2026, 12, 31), "pages, reviewed #4", "allowed-sites.txt", 3));
    }

    [TestCase("*.github.com", RuleIds.Wildcard, ".github.com")]
    [TestCase("*github.com", RuleIds.Wildcard, ".github.com")]
    [TestCase("*.*.github.com 22 # x", RuleIds.Wildcard, ".github.com 22 # x")]
    [TestCase("https://github.com", RuleIds.Scheme, "github.com 443")]
    [TestCase("https://github.com/", RuleIds.Scheme, "github.com 443")]
    [TestCase("HTTP://github.com", RuleIds.Scheme, "github.com 443")]
    [TestCase("ssh://github.com", RuleIds.Scheme, "github.com 22")]
    [TestCase("https://github.com 22", RuleIds.Scheme, "github.com 22")]
    [TestCase("github.com/", RuleIds.Path, "github.com")]
    [TestCase("github.com/owner?x=1 443", RuleIds.Path, "github.com 443")]
    [TestCase(@"github.com\owner", RuleIds.Path, "github.com")]
    [TestCase("git@github.com:owner/repository.git", RuleIds.User, "github.com 22")]
    [TestCase("github.com:443", RuleIds.Port, "github.com 443")]
    [TestCase("github.com:22 443   # both", RuleIds.Port, "github.com 22 443   # both")]
    [TestCase("github.com:443 443", RuleIds.Port, "github.com 443")]
    [TestCase("github.com:", RuleIds.Port, "github.com")]
    [TestCase("github.com.", RuleIds.TrailingDot, "github.com")]
    [TestCase(".GitHub.com. 443", RuleIds.TrailingDot, ".github.com 443")]
    [TestCase("\"github.com\"", RuleIds.Quote, "github.com")]
    [TestCase("'github.com',  # pasted", RuleIds.Quote, "github.com  # pasted")]
    public void Should_refuse_a_line_and_correct_it_when_it_is_clear_what_was_meant(string line, string rule, string corrected)
    {
        var finding = Lists.Only(line);

        (finding.RuleId, finding.Severity, finding.CorrectedLine).ShouldBe((rule, Severity.Error, corrected));
        (finding.File, finding.Line).ShouldBe(("allowed-sites.txt", 2));
        Lists.Lint(line).IsRefused.ShouldBeTrue();
    }

    [TestCase("  github.com", RuleIds.Space, "github.com")]
    [TestCase("github.com\u00A0443", RuleIds.Space, "github.com 443")]
    [TestCase("bücher.example", RuleIds.International, "xn--bcher-kva.example  # bücher.example")]
    [TestCase(".Bücher.example 443 # books", RuleIds.International, ".xn--bcher-kva.example 443 # books")]
    [TestCase("пример.example", RuleIds.International, "xn--e1afmkfd.example  # пример.example")]
    [TestCase("日本語テスト.example", RuleIds.International, "xn--zckzah9945czlbtz6h.example  # 日本語テスト.example")]
    [TestCase("github.com # red\u001B[31m, flipped\u202E", RuleIds.Control, "github.com # red [31m, flipped")]
    [TestCase("# a\0b", RuleIds.Control, "# a b")]
    public void Should_warn_of_a_line_and_correct_it_when_it_works_as_it_is(string line, string rule, string corrected)
    {
        var finding = Lists.Only(line);

        (finding.RuleId, finding.Severity, finding.CorrectedLine).ShouldBe((rule, Severity.Warning, corrected));
    }

    [TestCase("github.com 8080", RuleIds.Port)]
    [TestCase("github.com:8080", RuleIds.Port)]
    [TestCase("ftp://github.com", RuleIds.Scheme)]
    [TestCase("*", RuleIds.Wildcard)]
    [TestCase("api.*.github.com", RuleIds.Wildcard)]
    [TestCase("*.co.uk", RuleIds.PublicSuffix)]
    [TestCase("git\0hub.com", RuleIds.Control)]
    [TestCase("git\u200Bhub.com", RuleIds.Control)]
    [TestCase("git\rhub.com", RuleIds.Control)]
    [TestCase("github\u202Emoc", RuleIds.Control)]
    [TestCase("git%68ub.com", RuleIds.Character)]
    [TestCase("git\"hub.com", RuleIds.Character)]
    [TestCase("^.*github.com$", RuleIds.Wildcard)]
    [TestCase("(github.com|gitlab.com)", RuleIds.Character)]
    [TestCase("github.com gitlab.com", RuleIds.Option)]
    [TestCase("github.com privat", RuleIds.Option)]
    [TestCase("github.com until=tomorrow", RuleIds.Date)]
    [TestCase("github.com until=2026-02-30", RuleIds.Date)]
    [TestCase("github.com until=2027-01-01 until=2027-01-02", RuleIds.Date)]
    [TestCase("localhost", RuleIds.NeverAsked)]
    [TestCase(".health.invalid", RuleIds.NeverAsked)]
    [TestCase("intranet", RuleIds.SingleLabel)]
    [TestCase("com", RuleIds.SingleLabel)]
    [TestCase("@gihtub", RuleIds.Preset)]
    [TestCase(".", RuleIds.Label)]
    [TestCase("..", RuleIds.Label)]
    [TestCase("..github.com", RuleIds.Label)]
    [TestCase("..xn--bcher-kva.example", RuleIds.Label)]
    [TestCase("github..com", RuleIds.Label)]
    [TestCase("github.com..", RuleIds.Label)]
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
    [TestCase("github.com.1")]
    [TestCase("github.0x")]
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
        Lists.Lint("  https://github.com:443/a 99 # x\u0007").Findings.Select(finding => (finding.Column, finding.RuleId)).ShouldBe(
        [
            (1, RuleIds.Space), (3, RuleIds.Scheme), (21, RuleIds.Port), (25, RuleIds.Path), (28, RuleIds.Port), (31, RuleIds.Control),
        ]);

    [TestCase("github.com privat", "Did you mean `private`?")]
    [TestCase("github.com untill=2026-12-31", "Did you mean `until=2026-12-31`?")]
    [TestCase("github.com github.io", "One entry a line")]
    public void Should_name_the_nearest_option_when_one_is_unknown(string line, string hint) => Lists.Only(line).Why.ShouldContain(hint);

    [Test]
    public void Should_take_an_underscore_and_warn_of_it()
    {
        var result = Lists.Lint("a_b.example");

        result.Findings.ShouldHaveSingleItem().RuleId.ShouldBe(RuleIds.Underscore);
        result.Sites.Matches("a_b.example", 443).ShouldBeTrue();
    }

    [TestCase("ssh://user:secret@github.com/")]
    [TestCase("https://user:secret@github.com/x")]
    public void Should_not_repeat_a_password_when_an_URL_has_one(string line) =>
        string.Join('\n', Lists.Lint(line).Findings).ShouldNotContain("secret");
}
