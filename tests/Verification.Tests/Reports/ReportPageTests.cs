using AiSandbox.Verification;
using AiSandbox.Verification.Reports;

namespace Verification.Tests.Reports;

public sealed class ReportPageTests
{
    private static readonly CaseResult Refused = Cases.Result(Cases.Deny, Cases.Denied);
    private static readonly CaseResult Quiet = Cases.Result(Cases.Silent, Cases.Quiet);
    private static readonly CaseResult Works = Cases.Result(Cases.Allow, Cases.Allowed);
    private static readonly CaseResult Hole = Cases.Result(Cases.Deny, Cases.Denied with { ExitCode = 0 });
    private static readonly CaseResult Lost = Cases.Result(Cases.Silent, Cases.Quiet with { Internet = new([], Lost: "nobody answers") });

    [Test]
    public void Should_count_where_attacks_ended_when_they_were_stopped_at_different_places()
    {
        var byGuard = Cases.Result(Cases.Deny, Cases.Denied with { Proxy = new([Cases.Refused with { Event = "refuse" }]) });

        StopCounts.Of([Refused, Quiet, Quiet, byGuard, Works, Hole, Lost])
            .ShouldBe(new StopCounts(Network: 2, Guard: 1, Proxy: 1, Through: 1, Unproven: 1, Attacks: 6, Passed: 1, Allowed: 1));
    }

    [Test]
    public void Should_use_a_lane_for_each_when_cases_ran_side_by_side()
    {
        var timeline = RunTimeline.Of([At(0, 4), At(1, 2), At(3.5, 0.5), At(4, 4)]);

        timeline.Bars.Select(bar => (bar.Left, bar.Width, bar.Top)).ShouldBe([
            ("0%", "50%", 0), ("12.5%", "25%", 16), ("43.75%", "6.25%", 16), ("50%", "50%", 0)]);
        timeline.Ticks.Select(tick => tick.Label).ShouldBe(["0 s", "1 s", "2 s", "3 s", "4 s", "5 s", "6 s", "7 s", "8 s"]);
        RunTimeline.Of([Works, Quiet]).Bars.ShouldBeEmpty("nobody said when they ran");

        static CaseResult At(double start, double length) =>
            Works with { StartedAt = TimeSpan.FromSeconds(start), Duration = TimeSpan.FromSeconds(length) };
    }

    [TestCase(new[] { "bash", "-c", "a\nb\n" }, "a\nb")]
    [TestCase(new[] { "curl", "-H", "it's a", "https://x/?a=1" }, @"curl -H 'it'\''s a' 'https://x/?a=1'")]
    public void Should_be_a_command_to_try_again_when_it_is_shown(string[] words, string shown) =>
        CommandText.Show(words).ShouldBe(shown);
}
