using AiSandbox.Policy.Decisions;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace Verification.Tests.Witnesses;

[TestFixture]
public sealed class JudgeTests
{
    private static IEnumerable<TestCaseData> Lies()
    {
        var (deny, silent, allow) = (Cases.Deny, Cases.Silent, Cases.Allow);
        var (denied, quiet, allowed) = (Cases.Denied, Cases.Quiet, Cases.Allowed);

        yield return Lie("a denial is seen by all three", deny, denied, Verdict.Passed);
        yield return Lie("silence is seen by all three", silent, quiet, Verdict.Passed);
        yield return Lie("a passage is seen by all three", allow, allowed, Verdict.Passed);
        yield return Lie("a passage needs no second lookup", allow, allowed with { Internet = Arrived(Cases.Open, Cases.Request) }, Verdict.Passed);

        // Something got through.
        yield return Lie("something arrives", deny, denied with { Internet = Arrived(Cases.Request) }, Verdict.Hole, Witness.Internet);
        yield return Lie("a bare connection arrives", silent, quiet with { Internet = Arrived(Cases.Open) }, Verdict.Hole, Witness.Internet);
        yield return Lie("a refused name is looked up", deny, denied with { Internet = Arrived(Cases.Lookup) }, Verdict.Hole, Witness.Internet);
        yield return Lie("it arrives, and then the canary dies", silent, quiet with { Internet = Arrived(Cases.Open) with { Lost = "dead" } }, Verdict.Hole, Witness.Internet);
        yield return Lie("the proxy opens a tunnel", deny, denied with { Proxy = Logged(Cases.Refused, Cases.Passed) }, Verdict.Hole, Witness.Proxy);
        yield return Lie("the client reports success and nobody else saw it", silent, quiet with { ExitCode = 0 }, Verdict.Hole, Witness.Client);
        yield return Lie("the client has the answer of a server", deny, denied with { Output = "simulated internet: x" }, Verdict.Hole, Witness.Client);
        yield return Lie("an allowed case reaches what nobody expected", allow, allowed with { Internet = Arrived(Cases.Request, Cases.Request with { Name = "evil.example" }) }, Verdict.Hole, Witness.Internet);

        // Nothing is known to have got through, but a witness is missing or says something else.
        yield return Lie("the proxy is dead", deny, new Observation(7, "", "connection refused", Logged() with { Lost = "no fence" }, Arrived()), Verdict.NotProven, Witness.Proxy);
        yield return Lie("the proxy's log is dead and no line is expected", silent, quiet with { Proxy = Logged() with { Lost = "no fence" } }, Verdict.NotProven, Witness.Proxy);
        yield return Lie("the canary is dead", silent, quiet with { Internet = Arrived() with { Lost = "no fence" } }, Verdict.NotProven, Witness.Internet);
        yield return Lie("the proxy did not log the refusal", deny, denied with { Proxy = Logged() }, Verdict.NotProven, Witness.Proxy);
        yield return Lie("the proxy refused for another reason", deny, denied with { Proxy = Logged(Cases.Refused with { Reason = "port" }) }, Verdict.NotProven, Witness.Proxy);
        yield return Lie("the proxy refused another host", deny, denied with { Proxy = Logged(Cases.Refused with { Host = "x.example" }) }, Verdict.NotProven, Witness.Proxy);
        yield return Lie("the proxy saw a direct connection", silent, quiet with { Proxy = Logged(Cases.Refused) }, Verdict.NotProven, Witness.Proxy);
        yield return Lie("the client failed for another reason", deny, denied with { ExitCode = 6, Error = "could not resolve proxy" }, Verdict.NotProven, Witness.Client);
        yield return Lie("the client never ended", silent, quiet with { ExitCode = null }, Verdict.NotProven, Witness.Client);

        // What must work does not.
        yield return Lie("an allowed case is refused", allow, allowed with { ExitCode = 56, Output = "" }, Verdict.Broken, Witness.Client);
        yield return Lie("an allowed case never ends", allow, allowed with { ExitCode = null }, Verdict.Broken, Witness.Client);
        yield return Lie("an allowed case arrives nowhere", allow, allowed with { Internet = Arrived() }, Verdict.Broken, Witness.Internet);
        yield return Lie("an allowed case connects and asks nothing", allow, allowed with { Internet = Arrived(Cases.Open) }, Verdict.Broken, Witness.Internet);
        yield return Lie("an allowed case passes by the proxy", allow, allowed with { Proxy = Logged() }, Verdict.Broken, Witness.Proxy);
        yield return Lie("an allowed case has a dead canary", allow, allowed with { Internet = Arrived() with { Lost = "no fence" } }, Verdict.NotProven, Witness.Internet);
    }

    [TestCaseSource(nameof(Lies))]
    public void Should_come_to_the_verdict(VerificationCase test, Observation seen, Verdict verdict, Witness? witness)
    {
        var judgement = Judge.Decide(test, seen);

        judgement.Verdict.ShouldBe(verdict);
        if (witness is null)
            judgement.Findings.ShouldBeEmpty();
        else
            judgement.Findings.ShouldContain(finding => finding.Witness == witness && finding.Verdict == verdict);
    }

    [TestCase(null, Verdict.NotProven, "https-listed did not run")]
    [TestCase(Verdict.Broken, Verdict.NotProven, "https-listed: broken")]
    [TestCase(Verdict.NotProven, Verdict.NotProven, "https-listed: not proven")]
    [TestCase(Verdict.Passed, Verdict.Passed, null)]
    public void Should_not_believe_a_denial_when_its_control_did_not_pass(Verdict? control, Verdict verdict, string? seen)
    {
        var verdicts = new Dictionary<string, Verdict>();
        if (control is { } known)
            verdicts["https-listed"] = known;

        var judgement = Judge.WithControls(Cases.Deny, Judge.Decide(Cases.Deny, Cases.Denied), verdicts);

        judgement.Verdict.ShouldBe(verdict);
        judgement.Findings.Select(finding => finding.Seen).ShouldBe(seen is null ? [] : [seen]);
    }

    [Test]
    public void Should_stay_a_hole_when_its_control_did_not_pass_either()
    {
        var hole = Judge.Decide(Cases.Silent, Cases.Quiet with { ExitCode = 0 });

        Judge.WithControls(Cases.Silent, hole, new Dictionary<string, Verdict>()).Verdict.ShouldBe(Verdict.Hole);
    }

    [Test]
    public void Should_not_blame_a_case_for_the_lines_of_others_when_the_proxy_is_shared()
    {
        var seen = Cases.Denied with { Proxy = Logged(Cases.Refused, Cases.Passed), Internet = new([], Asked: false), Shared = true };

        Judge.Decide(Cases.Deny, seen).Verdict.ShouldBe(Verdict.Passed);
        Judge.Decide(Cases.Deny, seen with { Proxy = Logged(Cases.Passed) }).Verdict.ShouldBe(Verdict.NotProven);
    }

    [Test]
    public void Should_wait_when_an_expected_line_is_not_there_yet()
    {
        Judge.IsComplete(Cases.Allow, Cases.Allowed).ShouldBeTrue();
        Judge.IsComplete(Cases.Allow, Cases.Allowed with { Proxy = Logged() }).ShouldBeFalse();
        Judge.IsComplete(Cases.Allow, Cases.Allowed with { Internet = Arrived(Cases.Open) }).ShouldBeFalse();
        Judge.IsComplete(Cases.Silent, Cases.Quiet).ShouldBeTrue();
    }

    private static TestCaseData Lie(
        string name, VerificationCase test, Observation seen, Verdict verdict, Witness? witness = null) =>
        new TestCaseData(test, seen, verdict, witness).SetArgDisplayNames(name, verdict.ToString());

    private static Testimony<ProxyEvent> Logged(params ProxyEvent[] events) => new(events);

    private static Testimony<InternetEvent> Arrived(params InternetEvent[] events) => new(events);
}
