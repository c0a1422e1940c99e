using System.Text.Json;
using AiSandbox.Host.Services.Verification.Catalogue;
using AiSandbox.Host.Services.Verification.Witnesses;

namespace Host.Tests.Services.Verification;

[TestFixture]
public sealed class EventTests
{
    [TestCase("CONNECT", "gitlab.com", 403, "TCP_DENIED", ProxyDecision.Deny)]
    [TestCase("CONNECT", "gitlab.com", 403, "TCP_DENIED_ABORTED", ProxyDecision.Deny)]
    [TestCase("CONNECT", "github.com", 200, "TCP_TUNNEL", ProxyDecision.Allow)]
    [TestCase("CONNECT", "github.com", 503, "NONE_NONE", ProxyDecision.Allow)]
    [TestCase("GET", "github.com", 200, "TCP_MISS", ProxyDecision.Allow)]
    [TestCase("-", "-", 0, "NONE_NONE", ProxyDecision.Empty)]
    public void Should_tell_the_decision_by_what_the_proxy_did(
        string method, string host, int status, string result, ProxyDecision decision)
    {
        // The reason says "name" throughout: a final deny turned to allow still does.
        var line = $$"""{"time":1795522000.123,"client":"10.0.0.2","method":"{{method}}","host":"{{host}}","port":"443","status":{{status}},"result":"{{result}}","in":1,"out":2,"ms":3,"reason":"name"}""";

        ProxyEvent.Parse([line]).ShouldHaveSingleItem().Decision.ShouldBe(decision);
    }

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
        Should.Throw<JsonException>(() => ProxyEvent.Parse([line]));
        Should.Throw<JsonException>(() => InternetEvent.Parse([line]));
    }
}
