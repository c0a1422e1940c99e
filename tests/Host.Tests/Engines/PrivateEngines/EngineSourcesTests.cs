using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Platform.Debian;

namespace Host.Tests.Engines.PrivateEngines;

public sealed class EngineSourcesTests
{
    private static readonly AptSources Sources = new("http://m.example/debian", "/k.gpg", "http://s.example/debian-security");

    [Test]
    public void Should_take_docker_from_debian_13_and_runc_from_the_host_on_debian_12()
    {
        var parts = EngineSources.For(Debian("12", "bookworm"), Sources);

        parts.Count.ShouldBe(2);
        parts[0].Entries.ShouldContain(" trixie main");
        parts[0].Packages.ShouldContain("docker-compose");
        parts[0].Packages.ShouldNotContain("runc");
        parts[1].Entries.ShouldContain(" bookworm main");
        parts[1].Packages.ShouldContain("runc");
        parts[1].Packages.ShouldContain("iptables");
        parts[1].Packages.ShouldContain("debootstrap");
    }

    [TestCase("13", "trixie")]
    [TestCase("14", "forky")]
    [TestCase("", "sid")]
    public void Should_take_everything_from_the_host_on_later_releases(string version, string codename)
    {
        var part = EngineSources.For(Debian(version, codename), Sources).ShouldHaveSingleItem();

        part.Entries.ShouldContain($" {codename} main");
        part.Packages.ShouldContain("docker-cli");
        part.Packages.ShouldContain("runc");
    }

    [Test]
    public void Should_take_ubuntu_s_updates_when_it_is_ubuntu()
    {
        var ubuntu = OsRelease.Parse("ID=ubuntu\nID_LIKE=debian\nVERSION_ID=24.04\nVERSION_CODENAME=noble");

        var part = EngineSources.For(ubuntu, Sources).ShouldHaveSingleItem();

        part.Entries.ShouldContain(" noble-updates main universe");
        part.Packages.ShouldContain("docker-compose-v2");
    }

    [TestCase("ID=debian\nVERSION_ID=11", false)]
    [TestCase("ID=debian\nVERSION_ID=12", true)]
    [TestCase("ID=debian", true)]
    [TestCase("ID=ubuntu\nVERSION_ID=20.04", false)]
    [TestCase("ID=ubuntu\nVERSION_ID=22.04", true)]
    public void Should_know_the_releases_that_the_packages_run_on(string text, bool supported) =>
        EngineSources.Supports(OsRelease.Parse(text)).ShouldBe(supported);

    private static OsRelease Debian(string version, string codename) =>
        OsRelease.Parse($"ID=debian\nVERSION_ID={version}\nVERSION_CODENAME={codename}");
}
