using AiSandbox.Policy.Decisions;
using CsCheck;

namespace Host.Tests.Engines.Logs;

public sealed class ProxyEventParserTests
{
    [Test]
    public void Should_read_every_field() => ProxyEventParser.Parse(Lines.Of()).ShouldBe(new ProxyEvent(
        Lines.Time, "172.20.0.2", "CONNECT", "github.com", "443", 200, "X", 1946, 2831156, TimeSpan.FromSeconds(3665), "listed"));

    [Test]
    public void Should_read_a_line_when_a_newer_proxy_writes_more() =>
        ProxyEventParser.Parse("""{"sni":{"a":[1]},"time":1.5,"status":200}""").ShouldNotBeNull().Time.ShouldBe(DateTimeOffset.UnixEpoch.AddMilliseconds(1500));

    [TestCase("")]
    [TestCase("not json")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("""{"time":1.5}""")]
    [TestCase("""{"status":200}""")]
    [TestCase("""{"time":1.5,"status":200""")]
    [TestCase("""{"time":1.5,"status":200}{"time":1.5,"status":200}""")]
    [TestCase("""{"time":"1.5","status":200}""")]
    [TestCase("""{"time":1e300,"status":200}""")]
    [TestCase("""{"time":-1,"status":200}""")]
    [TestCase("""{"time":1.5,"status":-1}""")]
    [TestCase("""{"time":1.5,"status":200,"host":7}""")]
    [TestCase("""{"time":1.5,"status":200,"host":"\ud800"}""")]
    [TestCase("""{"time":1.5,"status":200,"\ud800":1}""")]
    public void Should_read_nothing_when_the_line_is_no_event(string line) => ProxyEventParser.Parse(line).ShouldBeNull();

    [Test]
    public void Should_never_throw_whatever_the_line_is() => Gen.Select(Gen.Int[0, Lines.Of().Length], Gen.String[Gen.Char, 0, 5], Gen.Int[0, 9])
        .Sample((at, noise, cut) => _ = ProxyEventParser.Parse(Lines.Of()[..at] + noise + Lines.Of()[Math.Min(Lines.Of().Length, at + cut)..]), iter: 20_000);
}
