using AiSandbox.Host.Services.Engine;

namespace Host.Tests.Services.Engine;

public sealed class EngineRequirementsTests
{
    [TestCase("25.0.5", "2.24.0")]
    [TestCase("26.0.0", "2.26.1-4")]
    [TestCase("26.1.5+dfsg1", "v2.40.0")]
    [TestCase("29.0.1", "5.0.0")]
    public void Should_take_an_engine_that_holds(string engine, string compose) =>
        EngineRequirements.Refusal(engine, compose).ShouldBeNull();

    [TestCase("20.10.24", "CVE-2024-29018")]
    [TestCase("23.0.11", "25.0.5 or later")]
    [TestCase("24.0.9", "25.0.5 or later")]
    [TestCase("25.0.4", "25.0.5 or later")]
    [TestCase("", "is none")]
    [TestCase("dev", "is none")]
    public void Should_refuse_an_engine_that_leaks_or_is_unknown(string engine, string why) =>
        EngineRequirements.Refusal(engine, "2.40.0").ShouldNotBeNull().ShouldContain(why);

    [TestCase(null, "no Compose v2")]
    [TestCase("1.29.2", "too old")]
    [TestCase("2.23.3", "too old")]
    [TestCase("what", "too old")]
    public void Should_refuse_a_compose_that_cannot_read_the_compose_file(string? compose, string why) =>
        EngineRequirements.Refusal("28.0.0", compose).ShouldNotBeNull().ShouldContain(why);

    [TestCase("windows", "winget")]
    [TestCase("macos", "brew")]
    [TestCase("debian", "as root")]
    [TestCase("fedora", "dnf")]
    [TestCase("arch", "pacman")]
    [TestCase("suse", "zypper")]
    [TestCase("plan9", "https://docs.docker.com")]
    public void Should_know_the_commands_that_bring_an_engine(string platform, string command) =>
        EngineInstructions.For(platform).ShouldContain(command);
}
