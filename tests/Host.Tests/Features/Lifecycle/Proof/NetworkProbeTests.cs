using AiSandbox.Host.Features.Lifecycle.Proof;
using AiSandbox.Host.Platform;

namespace Host.Tests.Features.Lifecycle.Proof;

public sealed class NetworkProbeTests
{
    private static readonly NetworkProbe Closed = new([], true, false, true, false, true, false, "403");

    [Test]
    public void Should_find_nothing_when_the_network_is_closed_and_the_proxy_works() =>
        Closed.Failures(denialLogged: true, transparent: true).ShouldBeEmpty();

    [Test]
    public void Should_name_each_way_out_and_each_dead_control() =>
        Each().ShouldAllBe(pair => pair.Probe.Failures(true, true).Single().Contains(pair.Word, StringComparison.Ordinal));

    [Test]
    public void Should_miss_the_log_line_when_a_refusal_is_not_logged() =>
        Closed.Failures(denialLogged: false, transparent: true).ShouldHaveSingleItem().ShouldContain("did not log");

    [Test]
    public void Should_expect_no_answer_of_the_gate_when_the_variables_are_the_only_way()
    {
        var plain = Closed with { GateKnowsProxy = false };

        plain.Failures(denialLogged: true, transparent: false).ShouldBeEmpty();
        (plain with { GateKnowsUnlisted = true }).Failures(denialLogged: true, transparent: false).ShouldHaveSingleItem();
    }

    [Test]
    public void Should_read_what_the_probe_prints() =>
        NetworkProbe.Parse("""
            {"defaultRoutes": ["eth1"], "proxyAnswers": true, "farSideAnswers": false,
             "proxyNameResolves": true, "outsideNameResolves": false, "gateKnowsProxy": true, "gateKnowsUnlisted": false, "unlistedStatus": "timed out"}
            """).ShouldSatisfyAllConditions(
                probe => probe.DefaultRoutes.ShouldBe(["eth1"]),
                probe => probe.ProxyAnswers.ShouldBeTrue(),
                probe => probe.UnlistedStatus.ShouldBe("timed out"));

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("Traceback (most recent call last):")]
    [TestCase("""{"defaultRoutes": null, "proxyAnswers": true, "farSideAnswers": false, "proxyNameResolves": true, "outsideNameResolves": false, "gateKnowsProxy": true, "gateKnowsUnlisted": false, "unlistedStatus": "403"}""")]
    public void Should_refuse_what_is_no_result(string output) =>
        Should.Throw<SandboxException>(() => NetworkProbe.Parse(output)).Message.ShouldContain("probe");

    private static (NetworkProbe Probe, string Word)[] Each() =>
    [
        (Closed with { DefaultRoutes = ["eth1"] }, "eth1"),
        (Closed with { FarSideAnswers = true }, "public side"),
        (Closed with { OutsideNameResolves = true }, "names of the internet"),
        (Closed with { ProxyNameResolves = false }, "does not know the proxy"),
        (Closed with { ProxyAnswers = false }, "the proxy does not answer"),
        (Closed with { GateKnowsProxy = false }, "the gate's resolver does not answer"),
        (Closed with { GateKnowsUnlisted = true }, "the gate has an address"),
        (Closed with { UnlistedStatus = "200" }, "200"),
    ];
}
