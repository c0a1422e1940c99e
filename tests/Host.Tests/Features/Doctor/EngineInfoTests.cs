using AiSandbox.Host.Features.Doctor;
using AiSandbox.Host.Platform;

namespace Host.Tests.Features.Doctor;

public sealed class EngineInfoTests
{
    [Test]
    public void Should_read_what_an_engine_says_of_itself()
    {
        var info = EngineInfo.Parse("""
            {"KernelVersion":"6.1.0","OperatingSystem":"Debian","OSType":"linux","Architecture":"x86_64","MemTotal":8000000000,
             "MemoryLimit":true,"PidsLimit":true,"CpuCfsQuota":false,"SecurityOptions":["name=seccomp,profile=builtin","name=rootless"],
             "Runtimes":{"runc":{"path":"runc"},"runsc":{"path":"/x"}},"Warnings":null,"Unknown":[1]}
            """);

        (info.KernelVersion, info.OSType, info.MemTotal, info.MemoryLimit, info.CpuCfsQuota).ShouldBe(("6.1.0", "linux", 8_000_000_000, true, false));
        (info.HasSeccomp, info.IsRootless, info.IsDesktop).ShouldBe((true, true, false));
        info.Runtimes.ShouldNotBeNull().Keys.ShouldBe(["runc", "runsc"]);
    }

    [TestCase("""{"SecurityOptions":["name=seccomp,profile=unconfined"]}""")]
    [TestCase("""{"SecurityOptions":["name=apparmor"]}""")]
    [TestCase("""{"SecurityOptions":null}""")]
    [TestCase("{}")]
    public void Should_not_take_it_for_filtered_when_no_profile_is_named(string json) => EngineInfo.Parse(json).HasSeccomp.ShouldBeFalse();

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("Cannot connect")]
    public void Should_say_that_it_cannot_be_read_when_it_is_something_else(string text) =>
        Should.Throw<SandboxException>(() => EngineInfo.Parse(text)).ExitCode.ShouldBe(ExitCodes.NoEngine);
}
