using AiSandbox.Policy;

namespace Policy.Tests;

public sealed class KnownHostsTests
{
    [TestCase("ab.chatgpt.com", "telemetry of Codex")]
    [TestCase("play.googleapis.com", "telemetry of Gemini CLI")]
    [TestCase("chatgpt.com", null)]
    [TestCase("x.ab.chatgpt.com", null)]
    public void Should_know_hosts_of_telemetry(string host, string? expected) => KnownHosts.Telemetry(host).ShouldBe(expected);

    [TestCase("api.anthropic.com", "Anthropic")]
    [TestCase("api.individual.githubcopilot.com", "GitHub")]
    [TestCase("github.com", null)]
    public void Should_know_hosts_of_models(string host, string? expected) => KnownHosts.Model(host).ShouldBe(expected);

    [Test]
    public void Should_have_no_host_of_telemetry_in_a_preset() => Lists.Presets.Names.SelectMany(name => Lists.Presets.Find(name)!.Preset!.Entries)
        .ShouldAllBe(entry => KnownHosts.Telemetry(entry.Name) == null);
}
