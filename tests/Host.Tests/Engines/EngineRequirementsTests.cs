using AiSandbox.Host.Engines;

namespace Host.Tests.Engines;

public sealed class EngineRequirementsTests
{
    [TestCase("25.0.5")]
    [TestCase("25.0.5-rc.1")]
    [TestCase("26.0.0")]
    [TestCase("26.1.5+dfsg1")]
    [TestCase("27.5.1-1")]
    [TestCase("29.0.1")]
    public void Should_take_an_engine_that_holds(string engine) => EngineRequirements.EngineRefusal(engine).ShouldBeNull();

    [TestCase("19.03.15", "CVE-2024-29018")]
    [TestCase("20.10.24+dfsg1", "CVE-2024-29018")]
    [TestCase("23.0.10", "CVE-2024-29018")]
    [TestCase("23.0.11", "start_interval")]
    [TestCase("23.0.15", "start_interval")]
    [TestCase("24.0.0", "CVE-2024-29018")]
    [TestCase("24.0.9", "CVE-2024-29018")]
    [TestCase("25.0.0", "CVE-2024-29018")]
    [TestCase("25.0.4", "CVE-2024-29018")]
    public void Should_refuse_an_engine_that_leaks_or_lacks_something(string engine, string why)
    {
        var refusal = EngineRequirements.EngineRefusal(engine).ShouldNotBeNull();

        refusal.ShouldContain(engine);
        refusal.ShouldContain(why);
        refusal.ShouldContain("25.0.5 or later");
    }

    [TestCase("")]
    [TestCase("dev")]
    [TestCase("28")]
    public void Should_refuse_an_engine_that_does_not_say_its_version(string engine) =>
        EngineRequirements.EngineRefusal(engine).ShouldNotBeNull().ShouldContain("is not a version");

    [TestCase("2.24.0")]
    [TestCase("2.26.1-4")]
    [TestCase("v2.40.0")]
    [TestCase("2.29.7-desktop.1")]
    [TestCase("5.0.0")]
    public void Should_take_a_compose_that_reads_the_compose_file(string compose) => EngineRequirements.ComposeRefusal(compose).ShouldBeNull();

    [TestCase(null, "no Compose v2")]
    [TestCase("1.29.2", "2.24.0 or later")]
    [TestCase("2.23.3", "2.24.0 or later")]
    [TestCase("what", "2.24.0 or later")]
    public void Should_refuse_a_compose_that_does_not(string? compose, string why) =>
        EngineRequirements.ComposeRefusal(compose).ShouldNotBeNull().ShouldContain(why);
}
