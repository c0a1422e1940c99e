using AiSandbox.Host.Engines;

namespace Host.Tests.Engines;

public sealed class EngineInstructionsTests
{
    [TestCase("windows", "winget install")]
    [TestCase("macos", "brew install")]
    [TestCase("debian 12", "get.docker.com")]
    [TestCase("debian 13", "apt-get install docker.io docker-cli docker-compose")]
    [TestCase("debian 0", "apt-get install docker.io docker-cli docker-compose")]
    [TestCase("debian 12", "as root, ./b.sh --target=PrepareEngine")]
    [TestCase("ubuntu 24", "docker-compose-v2")]
    [TestCase("ubuntu 24", "as root, ./b.sh --target=PrepareEngine")]
    [TestCase("fedora 42", "dnf install moby-engine")]
    [TestCase("rhel 9", "docker-ce.repo")]
    [TestCase("arch 0", "pacman -S")]
    [TestCase("suse 15", "zypper install")]
    [TestCase("alpine 3", "apk add")]
    [TestCase("plan9", "https://docs.docker.com/engine/install/")]
    public void Should_know_the_commands_that_bring_an_engine(string platform, string command) =>
        EngineInstructions.ForEngine(platform, "./b.sh").ShouldContain(command);

    [TestCase("macos", "Docker Desktop")]
    [TestCase("debian 12", "docker-compose-plugin")]
    [TestCase("debian 13", "apt-get install docker-compose ")]
    [TestCase("ubuntu 24", "apt-get install docker-compose-v2")]
    [TestCase("rhel 9", "dnf install docker-compose-plugin")]
    [TestCase("plan9", "https://docs.docker.com/compose/install/")]
    public void Should_know_the_commands_that_bring_compose(string platform, string command) =>
        EngineInstructions.ForCompose(platform).ShouldContain(command);
}
