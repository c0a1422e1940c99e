using AiSandbox.Host.Features.Watch;
using AiSandbox.Policy.Decisions;
using AiSandbox.Policy.Edits;
using Host.Tests.Engines.Logs;

namespace Host.Tests.Features.Watch;

public sealed class OfferTests
{
    private readonly Clock _clock = new();

    [Test]
    public void Should_offer_the_last_denied_host_alone_and_on_its_port()
    {
        var offer = new Offer(_clock);

        offer.Take(Denied("One.example")).ShouldBeTrue();
        offer.Take(Denied("two.example", "22")).ShouldBeTrue();

        EntryLine.Of(offer.Entry.ShouldNotBeNull()).ShouldBe("two.example 22");
        offer.Text.ShouldBe("two.example:22");
    }

    [Test]
    public void Should_offer_a_name_that_was_looked_up_on_443()
    {
        var offer = new Offer(_clock);

        offer.Take(ProxyEventParser.Parse(Lines.LookedUp("one.example")).ShouldNotBeNull()).ShouldBeTrue();

        offer.Text.ShouldBe("one.example:443");
    }

    [Test]
    public void Should_offer_a_host_once_and_again_after_a_decision()
    {
        var offer = new Offer(_clock);
        offer.Take(Denied("one.example")).ShouldBeTrue();
        offer.Take(Denied("one.example")).ShouldBeFalse();
        offer.Clear();

        offer.Entry.ShouldBeNull();
        offer.Take(Denied("one.example")).ShouldBeTrue();
    }

    // The workspace chooses when a host comes up: just before the key that was meant for another.
    [Test]
    public void Should_not_be_taken_before_it_can_have_been_read()
    {
        var offer = new Offer(_clock);
        offer.CanBeTaken.ShouldBeFalse("nothing is on offer");
        offer.Take(Denied("meant.example"));
        _clock.Now = TimeSpan.FromSeconds(2);
        offer.CanBeTaken.ShouldBeTrue();
        offer.Take(Denied("evil.example"));
        offer.CanBeTaken.ShouldBeFalse();
        _clock.Now = TimeSpan.FromSeconds(2.9);
        offer.Take(Denied("evil.example"));
        offer.CanBeTaken.ShouldBeFalse();
        _clock.Now = TimeSpan.FromSeconds(3);

        offer.CanBeTaken.ShouldBeTrue();
    }

    [TestCase(".github.io", "443", "name")] // would be the domain and everything below it
    [TestCase("*.example", "443", "name")]
    [TestCase("a.example # x", "443", "name")]
    [TestCase("a.example\\n*", "443", "name")]
    [TestCase("%2a.example", "443", "name")]
    [TestCase("10.0.0.1", "443", "name")]
    [TestCase("xn--80ak6aa92e.com", "443", "name")] // reads like another
    [TestCase("a.example", "80", "port")]
    [TestCase("a.example", "443", "address")]
    [TestCase("a.example", "443", "sni-other")]
    [TestCase("", "443", "name")]
    public void Should_offer_nothing_else(string host, string port, string reason)
    {
        var offer = new Offer(_clock);

        offer.Take(Denied(host, port, reason)).ShouldBeFalse();
        offer.Entry.ShouldBeNull();
        offer.Take(Denied("plain.example")).ShouldBeTrue("the positive control");
    }

    private static ProxyEvent Denied(string host, string port = "443", string reason = "name") =>
        ProxyEventParser.Parse(Lines.Of(host: host, port: port, status: 403, reason: reason, result: "TCP_DENIED")).ShouldNotBeNull();

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
