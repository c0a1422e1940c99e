using AiSandbox.Host.Features.Traffic;
using static Host.Tests.Features.Traffic.TrafficLines;

namespace Host.Tests.Features.Traffic;

public sealed class TrafficNotesTests
{
    [TestCase(790, null)]
    [TestCase(800, ".github.com has sent 80 % of its budget: 800 B of 1 kB. Beyond that its tunnels are cut.")]
    [TestCase(1000, ".github.com has used up its budget: 1 kB of 1 kB sent. The guard denies it until the next Down and Up.")]
    public void Should_warn_when_an_entry_nears_its_budget(long sent, string? expected)
    {
        var tally = Tally(Started(0), Tunnel("a.github.com", sent - 300, at: 1), Tunnel("b.github.com", 300, at: 2), Tunnel("pypi.org", 700, at: 3));

        Warnings(tally, 1000).ShouldBe(expected is null ? [] : [expected]);
    }

    [TestCase(2_000_000, 600_000, true)]
    [TestCase(2_000_000, 700_000, false)]
    [TestCase(900_000, 10, false)]
    public void Should_name_a_host_that_got_far_more_than_it_gave(long sent, long received, bool expected) =>
        Warnings(Tally(Tunnel("paste.example", sent, received)))
            .ShouldBe(expected ? ["paste.example was sent 2 MB and gave back 600 kB: an upload."] : []);

    [TestCase(2_000_000)]
    [TestCase(900_000)]
    public void Should_call_it_no_upload_when_a_model_is_sent_the_conversation(long sent)
    {
        var tally = Tally(Tunnel("api.anthropic.com", sent, 100_000));

        Warnings(tally).ShouldBeEmpty();
        TrafficNotes.Of(tally, Scope()).Select(note => note.Text).Where(text => text.Contains("conversation", StringComparison.Ordinal)).ShouldBe(
            sent < 1_000_000 ? [] : ["api.anthropic.com is a model of Anthropic: it is sent the conversation each time, 2 MB so far."]);
    }

    [Test]
    public void Should_name_the_host_with_most_bytes_when_no_budget_is_set() =>
        TrafficNotes.Of(Tally(Tunnel("a.example", 10), Tunnel("b.example", 20)), Scope()).ShouldHaveSingleItem()
            .ShouldBe(new TrafficNote(false, "No budget is set. Most was sent to b.example: 20 B. WORKSPACE_EGRESS_BUDGET in env/workspace.env sets one for each entry of the list."));

    [Test]
    public void Should_say_what_is_missing_from_the_figures()
    {
        var texts = TrafficNotes.Of(
            Tally(Guard("open", "a.example", at: 5), "torn \e[31m", Tunnel("a.example", at: 6)), Scope(1000, Begin)).Select(note => note.Text).ToList();

        texts.ShouldBe([
            @"1 of 3 lines could not be read and are left out. The first is line 2: torn \u{1b}[31m",
            "The log begins at 2026-11-24 10:00:05, later than asked for: what was before has been rotated away, or never was.",
            "1 tunnel is still open: a tunnel's bytes count when it ends.",
            "The log no longer has the guard's start: more may have been sent against the budgets than is shown."]);
    }

    [Test]
    public void Should_name_a_listed_host_that_was_never_reached_and_none_that_was()
    {
        Warnings(Tally(Tunnel("down.example", status: 503), Tunnel("down.example", status: 503, at: 1), Tunnel("slow.example", status: 503), Tunnel("slow.example", at: 2)))
            .ShouldBe(["down.example:443 is listed and could not be reached at all: 2 × listed, but the site could not be reached (503)."]);
        Warnings(Tally(Tunnel("git.example", status: 503, port: "22"), Tunnel("git.example")))
            .ShouldHaveSingleItem().ShouldStartWith("git.example:22 is listed and could not be reached at all");
    }

    [TestCase("address")]
    [TestCase("address-never")]
    [TestCase("address-ipv6")]
    public void Should_name_a_listed_host_that_was_refused_for_its_address(string reason) =>
        Warnings(Tally(Denied("git.corp.example", reason: reason), Denied("other.example")))
            .ShouldBe(["git.corp.example:443 is listed and was denied for its address, 1 times. Explain says whether an entry can open it."]);

    [TestCase("half-closed-idle")]
    [TestCase("idle")]
    public void Should_warn_of_no_goodbye(string reason) => Warnings(Tally(Guard("cut", "a.example", reason), Tunnel("a.example"))).ShouldBeEmpty();

    [Test]
    public void Should_say_that_tunnels_were_cut() =>
        Warnings(Tally(Guard("cut", "a.example", "not-tls"))).ShouldHaveSingleItem().ShouldStartWith("The guard cut 1 of the allowed tunnels");

    [Test]
    public void Should_name_five_and_count_all_when_many_stand_out()
    {
        var warnings = Warnings(Tally([Started(0), .. Enumerable.Range(0, 9).Select(i => Tunnel($"h{i}.example", 5000, 9000, at: 1))]), 1000);

        warnings.Count.ShouldBe(6);
        warnings[^1].ShouldBe("9 entries have sent 80 % of their budget or more.");
    }

    private static List<string> Warnings(TrafficTally tally, long? budget = null) =>
        [.. TrafficNotes.Of(tally, Scope(budget)).Where(note => note.IsWarning).Select(note => note.Text)];
}
