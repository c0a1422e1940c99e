using AiSandbox.Policy;

namespace Policy.Tests;

public sealed class RelaysTests
{
    [TestCase("web.archive.org", "web archive")]
    [TestCase(".archive.org", "web archive")]
    [TestCase("pastebin.com", "paste site")]
    [TestCase("gist.github.com", "paste site")]
    [TestCase("webhook.site", "request bin")]
    [TestCase("translate.google.com 443", "translator")]
    [TestCase("example-com.translate.goog", "translator")]
    [TestCase("r.jina.ai", "reader")]
    [TestCase("a1b2.ngrok-free.app", "tunnel")]
    [TestCase("dns.google", "DNS server over HTTPS")]
    [TestCase("bit.ly", "shortener")]
    public void Should_warn_of_a_name_that_hands_on_what_it_is_given(string entry, string why)
    {
        var finding = Lists.Only(entry);

        (finding.RuleId, finding.Severity, finding.CorrectedLine).ShouldBe((RuleIds.Relay, Severity.Warning, null));
        finding.Why.ShouldContain(why);
        Lists.Lint($"{entry} broad").Findings.ShouldBeEmpty();
    }

    [TestCase(".google.com", "This entry allows translate.google.com, which is a translator")]
    [TestCase(".github.com", "This entry allows gist.github.com, which is a paste site, where anybody writes and reads. Name the hosts")]
    [TestCase(".docs.google.com", "documents and forms")]
    public void Should_warn_of_a_wildcard_that_holds_one(string entry, string why) =>
        Lists.Lint($"{entry}\n").Findings.Single(finding => finding.RuleId == RuleIds.Relay).Why.ShouldContain(why);

    [TestCase("github.com")]
    [TestCase("www.google.com")]
    [TestCase("archive.org.example")]
    [TestCase("notpastebin.com")]
    [TestCase(".pypi.org")]
    public void Should_leave_other_names_alone(string entry) => Lists.Lint(entry).Findings.ShouldBeEmpty();

    [Test]
    public void Should_ship_names_that_the_list_would_take_each_once_and_with_a_reason()
    {
        Relays.Known.All.Count.ShouldBeGreaterThan(150);
        Relays.Known.All.Select(relay => relay.Spelling).ShouldBeUnique();
        foreach (var relay in Relays.Known.All)
        {
            relay.Why.Split(' ').Length.ShouldBeGreaterThan(2, relay.Spelling);
            var reading = new LineReader(PublicSuffixList.None).Read("relays.txt", 1, relay.Spelling);
            reading.Complaints.ShouldAllBe(complaint => complaint.RuleId == RuleIds.Relay, relay.Spelling);
            reading.Entry.ShouldNotBeNull(relay.Spelling).Spelling.ShouldBe(relay.Spelling);
            Relays.Known.All.ShouldNotContain(other => other != relay && other.Spelling.StartsWith('.') && relay.Name.EndsWith(other.Spelling, StringComparison.Ordinal), relay.Spelling);
        }
    }
}
