using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform.Commands;

namespace Host.Tests.Engines.Containers;

public sealed class NetworkShortageTests
{
    [TestCase("failed to create network box_private: Error response from daemon: could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network", true)]
    [TestCase("failed to create network box_public: Error response from daemon: all predefined address pools have been fully subnetted", true)]
    [TestCase("Error response from daemon: Pool overlaps with other one on this address space", false)]
    [TestCase("dependency failed to start: container box-gate-1 is unhealthy", false)]
    public void Should_be_known_by_the_engines_words(string said, bool expected) => NetworkShortage.Is(Failed(said)).ShouldBe(expected);

    [Test]
    public void Should_say_how_it_is_mended()
    {
        var explained = NetworkShortage.Explain(
            SandboxName.Parse("box"), new HostOptions { Name = SandboxName.Parse("box"), Script = @".\build.ps1" }, Failed(""));

        explained.Message.ShouldContain("no network left for sandbox box");
        explained.Message.ShouldContain("\"default-address-pools\": [{ \"base\": \"172.24.0.0/14\", \"size\": 26 }]");
        explained.Next.ShouldStartWith(@".\build.ps1 --target=List");
    }

    private static CommandException Failed(string said) => new(new Command("docker", "compose", "up"), 1, said);
}
