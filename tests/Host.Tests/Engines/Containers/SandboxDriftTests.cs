using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;

namespace Host.Tests.Engines.Containers;

public sealed class SandboxDriftTests
{
    [Test]
    public void Should_name_what_Compose_would_make_anew()
    {
        const string said = " DRY-RUN MODE -  Container box-gate-1  Running \n DRY-RUN MODE -  Container box-workspace-1  Recreate \n DRY-RUN MODE -  Container box-workspace-1  Recreated ";

        SandboxDrift.Recreated(SandboxName.Parse("box"), said).ShouldBe(["workspace"]);
        SandboxDrift.Recreated(SandboxName.Parse("other"), said).ShouldBeEmpty();
    }

    [TestCase("1000000 4096 6000000 5000000", null)]
    [TestCase("10 4096 6000000 5000000", "41 kB free")]
    [TestCase("1000000 4096 6000000 7", "room for 7 more files")]
    [TestCase("1000000 4096 0 0", null)]
    [TestCase("stat: what", null)]
    [TestCase("", null)]
    public void Should_say_what_of_a_file_system_is_short(string line, string? expected) => DiskRoom.Shortage(line).ShouldBe(expected);
}
