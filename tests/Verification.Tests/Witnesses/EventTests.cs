using System.Text.Json;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace Verification.Tests.Witnesses;

[TestFixture]
public sealed class EventTests
{
    [TestCase("CONNECT", "gitlab.com", 403, "TCP_DENIED", ProxyDecision.Deny)]
    [TestCase("CONNECT", "gitlab.com", 403, "TCP_DENIED_ABORTED", ProxyDecision.Deny)]
    [TestCase("CONNECT", "github.com", 200, "TCP_TUNNEL", ProxyDecision.Allow)]
    [TestCase("CONNECT", "github.com", 503, "NONE_NONE", ProxyDecision.Allow)]
    [TestCase("GET", "github.com", 200, "TCP_MISS", ProxyDecision.Allow)]
    public void Should_tell_the_decision_by_what_the_proxy_did(
        string method, string host, int status, string result, ProxyDecision decision)
    {
        // The reason says "name" throughout: a final deny turned to allow still does.
        var line = $$"""{"time":1795522000.123,"client":"10.0.0.2","method":"{{method}}","host":"{{host}}","port":"443","status":{{status}},"result":"{{result}}","in":1,"out":2,"ms":3,"reason":"name"}""";

        ProxyWitness.DecisionOf(ProxyWitness.Read([line]).ShouldHaveSingleItem()).ShouldBe(decision);
    }

    [TestCase("refuse", ProxyDecision.Deny)]
    [TestCase("cut", ProxyDecision.Cut)]
    [TestCase("empty", ProxyDecision.Empty)]
    public void Should_tell_the_decision_by_what_the_guard_did(string guardEvent, ProxyDecision decision)
    {
        var line = ProxyWitness.Read([Guard(guardEvent)]).ShouldHaveSingleItem();

        ProxyWitness.DecisionOf(line).ShouldBe(decision);
        line.Fits(new ProxyExpectation(decision, "github.com", 443, "sni-other", 200, "guard")).ShouldBeTrue();
        line.Fits(new ProxyExpectation(decision, "github.com", 443, "sni-other", 200, "proxy")).ShouldBeFalse();
    }

    [Test]
    public void Should_take_a_name_that_the_gate_does_not_know_for_a_denial_of_its_own()
    {
        var line = ProxyWitness.Read([Guard("lookup")]).ShouldHaveSingleItem();

        ProxyWitness.DecisionOf(line).ShouldBe(ProxyDecision.Deny);
        line.Fits(new ProxyExpectation(ProxyDecision.Deny, "github.com", By: "gate")).ShouldBeTrue();
        line.Fits(new ProxyExpectation(ProxyDecision.Deny, "github.com", By: "guard")).ShouldBeFalse();
    }

    [TestCase("gate")]
    [TestCase("open")]
    [TestCase("close")]
    [TestCase("answer")]
    [TestCase("note")]
    public void Should_leave_out_lines_that_tell_of_no_decision(string guardEvent) =>
        ProxyWitness.Read([Guard(guardEvent)]).ShouldBeEmpty();

    [Test]
    public void Should_leave_out_a_connection_that_the_guard_opened_and_did_not_need() => ProxyWitness.Read(
        ["""{"time":1795522000.123,"client":"10.0.0.2","method":"-","host":"-","port":"-","status":0,"result":"NONE_NONE","in":0,"out":0,"ms":3,"reason":"-"}"""])
        .ShouldBeEmpty();

    [Test]
    public void Should_take_only_an_opening_for_a_connection_without_a_byte()
    {
        var expected = new InternetExpectation("https", null, 443, null, false, Empty: true);

        new InternetEvent("https", 443, "215.0.254.2", "open").Fulfils(expected).ShouldBeTrue();
        new InternetEvent("https", 443, "215.0.254.2", "empty").Fits(expected).ShouldBeTrue();
        new InternetEvent("https", 443, "215.0.254.2", "request", "github.com").Fits(expected).ShouldBeFalse();
    }

    private static string Guard(string guardEvent) =>
        $$"""{"time":1795522000.123,"event":"{{guardEvent}}","id":7,"client":"10.0.0.2","method":"CONNECT","host":"github.com","port":"443","status":200,"reason":"sni-other","in":1,"out":2,"ms":3}""";

    [Test]
    public void Should_read_the_log_of_the_simulated_internet()
    {
        var events = InternetEvent.Parse(
        [
            """{"time": 1795521999.071, "service": "dns", "port": 53, "source": "215.0.254.2", "event": "request", "name": "www.google.com", "type": 1, "transport": "udp"}""",
            """{"time": 1795521999.075, "service": "https", "port": 443, "source": "215.0.254.2", "event": "open"}""",
        ]);

        events[0].Fulfils(new InternetExpectation("dns", "WWW.google.com", 53, "udp", false)).ShouldBeTrue();
        events[0].Fulfils(new InternetExpectation("dns", "www.google.com", 53, "tcp", false)).ShouldBeFalse();
        events[1].Fits(new InternetExpectation("https", "www.google.com", 443, null, false)).ShouldBeTrue();
        events[1].Fulfils(new InternetExpectation("https", "www.google.com", 443, null, false)).ShouldBeFalse();
        events[1].Fulfils(new InternetExpectation("https", null, 443, null, false)).ShouldBeTrue();
    }

    [TestCase("")]
    [TestCase("squid: cannot write")]
    [TestCase("{}")]
    [TestCase("null")]
    public void Should_refuse_a_line_that_is_none(string line)
    {
        Should.Throw<FormatException>(() => ProxyWitness.Read([line]));
        Should.Throw<JsonException>(() => InternetEvent.Parse([line]));
    }
}
