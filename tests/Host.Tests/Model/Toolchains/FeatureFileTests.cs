using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Toolchains;

public sealed class FeatureFileTests
{
    [Test]
    public void Should_read_packages_of_each_kind()
    {
        var feature = Read("# All of it", "", "# a remark", "g++", "npm:pnpm", "npm:@scope/tool@1.2.3", "dotnet:10.0");

        feature.Summary.ShouldBe("All of it");
        feature.Words.ShouldBe(["g++", "npm:pnpm", "npm:@scope/tool@1.2.3", "dotnet:10.0"]);
        (feature.IsAgent, feature.NeedsNpm).ShouldBe((false, true));
    }

    [Test]
    public void Should_read_what_starts_an_agent_and_what_it_needs()
    {
        var agent = Read("# An agent", "# command: claude", "# preset: claude-code", "# key: ANTHROPIC_API_KEY", "# key-preset: anthropic", "bash");

        (agent.Key, agent.KeyPreset).ShouldBe(("ANTHROPIC_API_KEY", "anthropic"));
        (agent.Command, agent.Preset, agent.IsAgent, agent.NeedsNpm).ShouldBe(("claude", "claude-code", true, false));
    }

    [Test]
    public void Should_read_which_versions_there_are_and_how_they_are_had()
    {
        var versions = Read("# Java", "# version: openjdk-{}-jdk for default-jdk", "# versions: 21 25", "default-jdk").Versions.ShouldNotBeNull();

        (versions.Word, versions.InPlaceOf).ShouldBe(("openjdk-{}-jdk", "default-jdk"));
        versions.Known.ShouldBe(["21", "25"]);
        Should.Throw<SandboxException>(() => Read("# Java", "# version: openjdk-{}-jdk for another", "default-jdk")).Message.ShouldContain("does not name");
    }

    [TestCase("bash; reboot")]
    [TestCase("node:lts")]
    [TestCase("$(reboot)")]
    [TestCase("-oAPT::x")]
    [TestCase("bash-")]
    [TestCase("npm:../../x")]
    [TestCase("npm:--registry")]
    [TestCase("npm:https://elsewhere.example/x.tgz")]
    [TestCase("dotnet:latest")]
    public void Should_refuse_what_is_no_package_because_root_runs_it(string line)
    {
        var refusal = Should.Throw<SandboxException>(() => Read("# Something", "bash", line));

        refusal.ExitCode.ShouldBe(ExitCodes.Usage);
        refusal.Message.ShouldContain("box.txt, line 3");
    }

    [TestCase("bash")]
    [TestCase("#")]
    public void Should_refuse_a_file_that_does_not_say_what_it_is(string first) =>
        Should.Throw<SandboxException>(() => Read(first, "bash")).Message.ShouldContain("line 1");

    [Test]
    public void Should_refuse_a_file_without_a_package_and_an_agent_without_a_preset()
    {
        Should.Throw<SandboxException>(() => Read("# Nothing")).Message.ShouldContain("names no package");
        Should.Throw<SandboxException>(() => Read("# An agent", "# command: x", "bash")).Message.ShouldContain("both a command and a preset");
    }

    private static Feature Read(params string[] lines) => FeatureFile.Read("box", "box.txt", lines);
}
