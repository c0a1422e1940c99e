using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace Verification.Tests;

[TestFixture]
[CancelAfter(20_000)]
public sealed class CaseRunnerTests
{
    private const string Denial =
        """{"time":1795522000.123,"client":"10.0.0.2","method":"CONNECT","host":"www.instagram.com","port":"443","status":403,"result":"TCP_DENIED","reason":"name"}""";

    private static readonly CommandEnd Refused = new(56, "", "response 403");

    [Test]
    public async Task Should_read_only_what_is_new_when_cases_follow_each_other(CancellationToken cancellation)
    {
        var sandbox = new FakeSandbox { ProxyLog = { Denial } };
        sandbox.Execute = _ =>
        {
            sandbox.ProxyLog.Add(Denial);
            return Refused;
        };

        var results = await new CaseRunner(sandbox).RunAsync(
            [Cases.Deny with { Controls = [] }, Cases.Deny with { Id = "again", Controls = [] }], _ => { }, cancellation);

        results.Select(result => result.Judgement.Verdict).ShouldAllBe(verdict => verdict == Verdict.Passed);
        results.ShouldAllBe(result => result.Seen.Proxy.Events.Count == 1);
    }

    [Test]
    public async Task Should_wait_when_the_line_comes_late(CancellationToken cancellation)
    {
        var sandbox = new FakeSandbox { Execute = _ => Refused };
        sandbox.Reading = reads =>
        {
            if (reads == 4)
                sandbox.ProxyLog.Add(Denial);
        };

        var result = await new CaseRunner(sandbox).RunAsync(Cases.Deny, cancellation);

        result.Judgement.Verdict.ShouldBe(Verdict.Passed);
    }

    [Test]
    public async Task Should_not_prove_anything_when_the_command_cannot_be_run(CancellationToken cancellation)
    {
        var sandbox = new FakeSandbox { Execute = _ => throw new InvalidOperationException("the container is dead") };

        var result = await new CaseRunner(sandbox).RunAsync(Cases.Silent, cancellation);

        result.Judgement.Verdict.ShouldBe(Verdict.NotProven);
        result.Judgement.Findings.ShouldContain(finding => finding.Seen.Contains("the container is dead"));
    }

    [Test]
    public async Task Should_not_prove_anything_when_a_log_cannot_be_read(CancellationToken cancellation)
    {
        var sandbox = new FakeSandbox { Execute = _ => new CommandEnd(1, "", ""), ProxyLog = { "not JSON" } };

        var result = await new CaseRunner(sandbox).RunAsync(Cases.Silent, cancellation);

        result.Judgement.Verdict.ShouldBe(Verdict.NotProven);
        result.Seen.Proxy.Lost.ShouldNotBeNull();
    }

    [Test]
    public async Task Should_end_by_its_time_when_timeout_says_so(CancellationToken cancellation)
    {
        var sandbox = new FakeSandbox { Execute = _ => new CommandEnd(124, "", "") };

        (await new CaseRunner(sandbox).RunAsync(Cases.Silent, cancellation)).Seen.ExitCode.ShouldBeNull();
    }

    [Test]
    public async Task Should_give_each_case_a_marker_of_its_own_when_it_asks_for_one(CancellationToken cancellation)
    {
        var words = new List<string>();
        var sandbox = new FakeSandbox { Execute = test => { words.Add(test.Run[0]); return new CommandEnd(1, "", ""); } };
        var runner = new CaseRunner(sandbox);
        var test = Cases.Silent with { Run = ["@{marker}.@{internet}"] };

        await runner.RunAsync(test, cancellation);
        await runner.RunAsync(test, cancellation);

        words.Distinct().Count().ShouldBe(2);
        words.ShouldAllBe(word => word.StartsWith('v') && word.EndsWith(".215.0.0.10"));
    }

    [Test]
    public void Should_judge_with_the_controls_when_all_have_run()
    {
        var broken = Cases.Result(Cases.Allow, Cases.Allowed with { ExitCode = 7, Output = "" });

        var results = CaseRunner.WithControls([Cases.Result(Cases.Deny, Cases.Denied), broken]);

        results.Select(result => result.Judgement.Verdict).ShouldBe([Verdict.NotProven, Verdict.Broken]);
    }

    [Test]
    public async Task Should_try_each_again_alone_when_something_comes_that_nobody_of_the_group_expected(CancellationToken cancellation)
    {
        var hole = new InternetEvent("tcp", 4444, "10.0.0.2", "open");
        var sandbox = new FakeSandbox();
        sandbox.Execute = test =>
        {
            if (test.Id is "leak")
                sandbox.InternetLog.Add(hole);
            return new CommandEnd(1, "", "Network is unreachable");
        };

        var results = await new CaseRunner(sandbox).RunAsync(
            [Cases.Silent with { Id = "tight" }, Cases.Silent with { Id = "leak" }], _ => { }, cancellation);

        results.Select(result => result.Judgement.Verdict).ShouldBe([Verdict.Passed, Verdict.Hole]);
    }

    [Test]
    public async Task Should_hold_it_against_all_of_a_group_when_it_does_not_come_again(CancellationToken cancellation)
    {
        var sandbox = new FakeSandbox();
        sandbox.Execute = test =>
        {
            if (test.Id is "leak" && sandbox.InternetLog.Count == 0)
                sandbox.InternetLog.Add(new InternetEvent("tcp", 4444, "10.0.0.2", "open"));
            return new CommandEnd(1, "", "Network is unreachable");
        };

        var results = await new CaseRunner(sandbox).RunAsync(
            [Cases.Silent with { Id = "tight" }, Cases.Silent with { Id = "leak" }], _ => { }, cancellation);

        results.Select(result => result.Judgement.Verdict).ShouldBe([Verdict.Hole, Verdict.Hole]);
    }

    [Test]
    public async Task Should_put_everything_back_when_a_case_lives_through_a_fault(CancellationToken cancellation)
    {
        var sandbox = new FakeSandbox { Execute = _ => new CommandEnd(1, "", "Network is unreachable") };

        await new CaseRunner(sandbox).RunAsync(Cases.Silent with { Fault = new Fault("proxy", Disturbance.Kill) }, cancellation);

        sandbox.Steps.ShouldBe(["strike proxy", "run", "heal"]);
    }
}
