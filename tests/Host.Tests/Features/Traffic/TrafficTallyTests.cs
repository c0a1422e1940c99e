using AiSandbox.Host.Features.Traffic;
using AiSandbox.Policy;
using static Host.Tests.Features.Traffic.TrafficLines;

namespace Host.Tests.Features.Traffic;

[NonParallelizable] // it measures the memory of the whole process
public sealed class TrafficTallyTests
{
    [Test]
    public void Should_count_each_request_once_when_guard_and_proxy_both_write_of_it()
    {
        var tally = Tally(
            Started(0),
            Guard("open", "github.com", at: 1), Guard("close", "github.com", "end", at: 2), Tunnel("github.com", 500, 9000, at: 2),
            Guard("answer", "evil.example", status: 403, at: 3), Denied("evil.example", 3),
            Guard("refuse", "1.2.3.4", "literal", 403, at: 4),
            Guard("open", "github.com", at: 5), Guard("cut", "github.com", "sni-other", at: 6), Tunnel("github.com", 60, 40, at: 6),
            Tunnel("down.example", 70, 80, status: 503, at: 7));

        (tally.Sum.Allowed, tally.Sum.Unreached, tally.Sum.Denied, tally.Sum.Cut).ShouldBe((2, 1, 2, 1));
        (tally.Sum.Sent, tally.Sum.Received).ShouldBe((560, 9040));
        (tally.Open, tally.Lines, tally.Unreadable).ShouldBe((0, 11, 0));
        tally.Period.ShouldBe((Begin.AddSeconds(2), Begin.AddSeconds(7)));
        tally.Allowed.Heaviest.Select(host => (host.Name, host.Requests, host.Sent, host.Received, host.First, host.Last)).ShouldBe([
            ("github.com:443", 2, 560, 9040, Begin.AddSeconds(2), Begin.AddSeconds(6))]);
        tally.Unreached.Heaviest.ShouldHaveSingleItem().Name.ShouldBe("down.example:443");
        tally.Stopped.Heaviest.Select(host => host.Name).ShouldBe(["1.2.3.4:443", "evil.example:443", "github.com:443"]);
        tally.Reasons.Heaviest.Count().ShouldBe(3);
        tally.Durations.Count.ShouldBe(2);
    }

    [Test]
    public void Should_count_names_that_were_looked_up_and_keep_what_is_open_when_the_gate_starts_anew()
    {
        var tally = Tally(
            Started(0), Guard("open", "github.com", at: 1), Engines.Logs.Lines.LookedUp("a.example"),
            Guard("gate", "-", "started", at: 2));

        tally.Open.ShouldBe(1);
        tally.Stopped.Heaviest.ShouldHaveSingleItem().Name.ShouldBe("a.example");
        tally.Sum.Denied.ShouldBe(1);
    }

    [Test]
    public void Should_leave_out_what_the_workspace_did_not_ask_for_and_what_is_older()
    {
        var tally = Tally(
            Begin.AddSeconds(10),
            Tunnel("old.example", at: 1), Denied("self-check-1a2b.invalid", 20), Denied("health.invalid", 20).Replace("172.20.0.2", "127.0.0.1"), Tunnel("new.example", at: 20));

        tally.Allowed.Heaviest.ShouldHaveSingleItem().Name.ShouldBe("new.example:443");
        tally.Sum.Denied.ShouldBe(0);
        tally.Begin.ShouldBe(Begin.AddSeconds(1));
    }

    [Test]
    public void Should_keep_every_reason_of_a_host_with_its_count()
    {
        var tally = Tally(
            Denied("a.example", 1), Denied("a.example", 2), Denied("a.example", 3, "address"), Guard("cut", "a.example", "not-tls", at: 4),
            Tunnel("a.example", status: 503, at: 5), Tunnel("a.example", status: 0, at: 6), Tunnel("a.example", status: 503, at: 7));

        tally.Stopped.Heaviest.ShouldHaveSingleItem().Reasons.ShouldBe([
            ("not in allowed-sites.txt", 2), ("listed, but its address is private, which the entry's option `private` allows", 1),
            ("what came through the tunnel on port 443 is not TLS", 1)]);
        tally.Unreached.Heaviest.ShouldHaveSingleItem().Reasons.ShouldBe([
            ("listed, but the site could not be reached (503)", 2), ("listed, given up by the client", 1)]);
    }

    [Test]
    public void Should_bound_the_reasons_of_a_host_when_a_client_makes_methods_up()
    {
        var tally = Tally(null, Enumerable.Range(0, 100).Select(i => Denied("a.example", i, "method").Replace("CONNECT", $"M{i}")));

        var reasons = tally.Stopped.Heaviest.ShouldHaveSingleItem().Reasons.ToList();
        (reasons.Count, reasons[0]).ShouldBe((9, ("other reasons", 92)));
    }

    [TestCase("half-closed-idle", 0)]
    [TestCase("idle", 0)]
    [TestCase("not-tls", 1)]
    [TestCase("budget", 1)]
    public void Should_not_count_a_goodbye_as_a_cut(string reason, int cuts)
    {
        var tally = Tally(Guard("open", "a.example"), Guard("cut", "a.example", reason), Tunnel("a.example"));

        (tally.Sum.Allowed, tally.Sum.Cut, tally.Stopped.Count, tally.Open).ShouldBe((1, cuts, cuts, 0));
    }

    [Test]
    public void Should_count_a_line_that_is_broken_and_keep_the_first()
    {
        var tally = Tally(Tunnel("github.com"), """{"time":17""", new string('x', 100_000), Tunnel("github.com"));

        (tally.Lines, tally.Unreadable, tally.Sum.Allowed).ShouldBe((4, 2, 2));
        tally.FirstUnreadable.ShouldBe((2, """{"time":17"""));
        Tally(new string('x', 100_000)).FirstUnreadable!.Value.Text.Length.ShouldBe(200);
    }

    [Test]
    public void Should_add_up_budgets_by_entry_and_begin_anew_when_the_guard_starts()
    {
        var tally = Tally(
            Tunnel("api.github.com", 999), Started(1),
            Tunnel("api.github.com", 10, at: 2), Tunnel("github.com", 20, at: 2), Tunnel("github.com", 5, port: "22", at: 2),
            Tunnel("unlisted.example", 1, at: 3), Tunnel("pypi.org", 7, status: 503, at: 3));

        tally.Budgets.Since.ShouldBe(Begin.AddSeconds(1));
        tally.Budgets.Largest.ShouldBe([(".github.com", 30), ("github.com", 5), ("unlisted.example", 1)]);
        tally.Sum.Sent.ShouldBe(1035, "the traffic is that of the whole log");
    }

    [Test]
    public void Should_count_tunnels_that_are_open_when_the_log_ends()
    {
        Tally(Guard("close", "a.example"), Guard("open", "a.example"), Guard("open", "b.example"), Guard("close", "a.example")).Open.ShouldBe(1);
        Tally(Guard("open", "a.example"), Started(1)).Open.ShouldBe(0, "a guard that starts has none");
    }

    [Test]
    public void Should_not_wrap_round_when_numbers_are_absurd()
    {
        var tally = Tally(Tunnel("a.example", long.MaxValue, long.MaxValue), Tunnel("a.example", long.MaxValue), Tunnel("b.example", 1));

        tally.Sum.Sent.ShouldBe(long.MaxValue);
        tally.Sent.Heaviest.First().Sent.ShouldBe(long.MaxValue);
        tally.Budgets.Largest.First().ShouldBe(("a.example", long.MaxValue));
    }

    [Test]
    [CancelAfter(60_000)]
    public void Should_stay_bounded_and_keep_who_matters_when_a_million_names_are_made_up()
    {
        // The upload hides between made-up names, in pieces that are each smaller than what a thousand honest hosts got.
        var tally = new TrafficTally(new EntryNames(new ProxyLists("", "", "")));
        for (var i = 0; i < TrafficTally.MostNames; i++)
            tally.Add(Tunnel($"honest{i}.example", 20_000));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 1_000_000; i++)
        {
            tally.Add(i % 2 == 0 ? Denied($"n{i}.evil.example", i) : Tunnel($"n{i}.listed.example", 10, at: i));
            if (i % 1000 == 0)
                tally.Add(Tunnel("upload.example", 19_000, at: i));
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(8_000_000);
        (tally.Allowed.Count, tally.Sent.Count, tally.Stopped.Count).ShouldBe((1000, 1000, 1000));
        tally.Times.Stretches.Count.ShouldBeLessThanOrEqualTo(TimeLine.Most);
        tally.Sum.Denied.ShouldBe(500_000, "sums stay exact");
        tally.Sent.Heaviest.First().Name.ShouldBe("upload.example");
        tally.Sent.Heaviest.First().Sent.ShouldBeGreaterThan(18_900_000);
        TrafficNotes.Of(tally, Scope()).ShouldContain(note => note.IsWarning && note.Text.StartsWith("More than 1,000 denied names"));
    }
}
