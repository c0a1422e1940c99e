using AiSandbox.Verification.Proofs;

namespace Verification.Tests.Proofs;

public sealed class ProofStateTests
{
    private const string Command = "./build.sh --target=Verify";
    private static readonly DateTimeOffset Then = new(2026, 11, 24, 14, 2, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 24, 16, 30, 0, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(1));
    private static readonly EffectiveConfiguration Present = Of(("compose.yaml", "1"), ("squid.conf", "2"), ("the proxy image", "3"));

    [Test]
    public void Should_be_green_when_the_last_green_run_had_this_configuration() =>
        ProofState.Of(Run(Present), Present, Now, Command).ShouldBe(new ProofState(true, "green 2 hours ago, 143 cases"));

    [TestCase(10, "green just now, 143 cases")]
    [TestCase(60, "green 1 minute ago, 143 cases")]
    [TestCase(2 * 86400, "green 2 days ago, 143 cases")]
    public void Should_say_how_long_ago_it_was_when_it_is_green(int seconds, string text) =>
        ProofState.Of(Run(Present), Present, Then.AddSeconds(seconds), Command).Text.ShouldBe(text);

    [Test]
    public void Should_say_never_when_there_was_no_green_run() =>
        ProofState.Of(null, Present, Now, Command).ShouldBe(new ProofState(false, $"never; run {Command}"));

    [Test]
    public void Should_name_what_changed_when_the_configuration_is_another()
    {
        var changed = Of(("compose.yaml", "1"), ("squid.conf", "4"), ("the proxy image", "5"), ("guard.json", "6"));

        Text(Of(("compose.yaml", "1"), ("squid.conf", "4"), ("the proxy image", "3")))
            .ShouldBe($"not for this configuration: squid.conf changed since the green run of 2026-11-24 15:02; run {Command}");
        Text(changed).ShouldContain(": guard.json, squid.conf and the proxy image changed since");
        Text(Of(("compose.yaml", "1"), ("the proxy image", "3"))).ShouldContain(": squid.conf changed since");

        static string Text(EffectiveConfiguration now) => ProofState.Of(Run(Present), now, Now, Command).Text;
    }

    [Test]
    public void Should_have_the_same_hash_only_when_every_part_is_the_same()
    {
        Present.Hash.ShouldBe(Of(("the proxy image", "3"), ("squid.conf", "2"), ("compose.yaml", "1")).Hash);
        Present.Hash.ShouldNotBe(Of(("the proxy image", "3"), ("squid.conf", "2")).Hash);
        Present.Hash.ShouldNotBe(Of(("the proxy image", "3"), ("squid.conf", "1"), ("compose.yaml", "2")).Hash);
        EffectiveConfiguration.HashOf("a\r\nb\r\n").ShouldBe(EffectiveConfiguration.HashOf("a\nb\n"));
    }

    private static GreenRun Run(EffectiveConfiguration configuration) => new(Then, 143, configuration.Hash, configuration.Parts);

    private static EffectiveConfiguration Of(params (string Name, string Value)[] parts) =>
        new(parts.ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal));
}
