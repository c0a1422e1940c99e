using AiSandbox.Host.Features.Suggest.Denials;
using AiSandbox.Policy;
using AiSandbox.Policy.Decisions;
using Host.Tests.Engines.Logs;
using Policy.Tests;

namespace Host.Tests.Features.Suggest.Denials;

public sealed class DenialTallyTests
{
    [Test]
    public void Should_count_refusals_by_domain_host_and_port()
    {
        var tally = Tally(
            Lines.Denied("registry.npmjs.org"),
            Lines.Denied("Registry.NPMJS.org.", Lines.Time.AddMinutes(5)),
            Lines.Denied("www.npmjs.org"),
            Lines.Of(host: "gitlab.com", port: "22", status: 403, reason: "name", result: "TCP_DENIED"));

        tally.Domains.Select(domain => (domain.Name, domain.Requests)).ShouldBe([("npmjs.org", 3), ("gitlab.com", 1)]);
        var first = tally.Domains[0].Denials[0];
        (first.Host, first.Port, first.Count, first.Last - first.First).ShouldBe(
            ("registry.npmjs.org", AllowedPorts.Https, 2, TimeSpan.FromMinutes(5)));
        tally.Domains[1].Denials[0].Port.ShouldBe(AllowedPorts.Ssh);
    }

    [Test]
    public void Should_count_names_that_were_looked_up_for_the_port_that_most_want()
    {
        var tally = Tally(Lines.LookedUp("registry.npmjs.org"), Lines.Denied("registry.npmjs.org"), Lines.LookedUp("wpad"));

        var denial = tally.Domains.ShouldHaveSingleItem().Denials.ShouldHaveSingleItem();
        (denial.Host, denial.Port, denial.Count).ShouldBe(("registry.npmjs.org", AllowedPorts.Https, 2));
        tally.Unlistable.ShouldBe(1);
    }

    [Test]
    public void Should_leave_out_what_was_not_refused_for_its_name()
    {
        var tally = Tally(
            Lines.Of(),
            Lines.Of(host: "a.example", status: 403, reason: "port", port: "80", result: "TCP_DENIED"),
            Lines.Of(host: "a.example", status: 403, reason: "address", result: "TCP_DENIED"),
            Lines.Of(host: "a.example", status: 403, reason: "method", result: "TCP_DENIED"),
            Lines.Denied("self-check-1a2b.invalid"),
            Lines.Of(host: "health.invalid", status: 403, reason: "name", client: "127.0.0.1"));

        tally.Requests.ShouldBe(0);
        tally.Domains.ShouldBeEmpty();
    }

    [TestCase("%1b%5b31m.example")]
    [TestCase("localhost")]
    [TestCase("10.0.0.1")]
    [TestCase("a..example")]
    [TestCase("-a.example")]
    [TestCase("x.onion")]
    [TestCase(".example.org")]
    [TestCase("@npm")]
    [TestCase("a.example 443")]
    [TestCase("аррӏе.example")]
    public void Should_count_and_not_keep_what_can_stand_in_no_list(string host)
    {
        var tally = Tally(Lines.Denied(host));

        tally.Unlistable.ShouldBe(1);
        tally.Domains.ShouldBeEmpty();
    }

    [Test]
    [CancelAfter(60_000)]
    public void Should_keep_the_names_that_were_asked_for_most_when_there_are_a_million()
    {
        var tally = new DenialTally(Lists.Suffixes, most: 100);
        for (var i = 0; i < 300_000; i++)
        {
            tally.Add(Event($"n{i}.d{i % 1000}.example"));
            if (i % 1000 == 0)
                tally.Add(Event("registry.npmjs.org"));
        }

        tally.Domains.Sum(domain => domain.Denials.Count).ShouldBeLessThanOrEqualTo(200);
        tally.Domains.Sum(domain => domain.Denials.Sum(denial => denial.Count)).ShouldBe(tally.Requests - tally.LeftOut);
        tally.Domains.Single(domain => domain.Name == "npmjs.org").Denials.ShouldHaveSingleItem().Count.ShouldBe(300);
    }

    [TestCase(19, false)]
    [TestCase(20, true)]
    public void Should_notice_many_names_below_one_domain(int count, bool expected)
    {
        var tally = Tally([.. Enumerable.Range(0, count).SelectMany(i => new[] { Lines.Denied($"n{i}.evil.example"), Lines.Denied($"n{i}.evil.example") })]);

        tally.Domains.ShouldHaveSingleItem().HasManyNames.ShouldBe(expected);
    }

    private static DenialTally Tally(params string[] lines)
    {
        var tally = new DenialTally(Lists.Suffixes);
        foreach (var line in lines)
            tally.Add(ProxyEventParser.Parse(line).ShouldNotBeNull());

        return tally;
    }

    private static ProxyEvent Event(string host) =>
        new(Lines.Time, "172.20.0.2", "CONNECT", host, "443", 403, "TCP_DENIED", 0, 0, TimeSpan.Zero, "name");
}
