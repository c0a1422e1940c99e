using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Settings;

[Platform("Unix")]
public sealed class ExtraMountTests
{
    private TempCheckout _temp = null!;

    [SetUp]
    public void CreateCheckout()
    {
        _temp = new TempCheckout();
        foreach (var folder in new[] { "app", "app/inner", "lib", "specs of mine" })
            Directory.CreateDirectory(Path.Combine(_temp.Home, folder));
        Directory.CreateSymbolicLink(Path.Combine(_temp.Home, "specs"), Path.Combine(_temp.Home, "specs of mine"));
    }

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [TestCase("~/lib", "lib", "/mnt/lib")]
    [TestCase("~/lib/:ro", "lib", "/mnt/lib")]
    [TestCase("~/lib:/mnt/old-lib:ro", "lib", "/mnt/old-lib")]
    [TestCase("~/specs", "specs of mine", "/mnt/specs", Description = "by the name that it is given")]
    [TestCase("~/specs of mine:/mnt/specs", "specs of mine", "/mnt/specs")]
    [TestCase("../the home/lib", "lib", "/mnt/lib")]
    public void Should_be_seen_below_mnt(string value, string folder, string target)
    {
        var mount = Read(value).ShouldHaveSingleItem();

        (mount.Source, mount.Target).ShouldBe((Path.Combine(_temp.Home, folder), target));
        mount.Links.ShouldBe(value.Contains("specs", StringComparison.Ordinal) && !value.Contains("mine", StringComparison.Ordinal) ? [Path.Combine(_temp.Home, "specs")] : []);
    }

    [Test]
    public void Should_be_several_when_they_are_separated_by_commas() =>
        Read(" ~/lib:ro, ~/specs ,").Select(mount => mount.Target).ShouldBe(["/mnt/lib", "/mnt/specs"]);

    [TestCase("~/lib:rw", "are read-only")]
    [TestCase("~/lib:/mnt/lib:rw", "are read-only")]
    [TestCase("~/lib:/root/lib", "is not of the form")]
    [TestCase("~/lib:/mnt/a/b", "is not of the form")]
    [TestCase("~/lib:/mnt/../root", "is not of the form")]
    [TestCase("~/lib:/mnt/..", "cannot be a name")]
    [TestCase("~/lib:wr", "is not of the form")]
    [TestCase("~/specs of mine", "cannot be a name")]
    [TestCase("~/lib,~/specs:/mnt/lib", "would both be /mnt/lib")]
    [TestCase("~/app", "where the agent works")]
    [TestCase("~/app/inner", "lies in")]
    // What the work's own mount refuses.
    [TestCase("~", "is the home directory")]
    [TestCase("~/none", "is not a folder")]
    [TestCase(".", "holds this checkout")]
    [TestCase("configs", "outside of projects/")]
    [TestCase("/etc", "operating system")]
    [TestCase("/run", "engine's socket")]
    [TestCase("/", "whole file system")]
    public void Should_be_refused_with_its_reason(string value, string reason)
    {
        var refused = Should.Throw<SandboxException>(() => Read(value)).Message;

        refused.ShouldStartWith("env/workspace.env, line 2: WORKSPACE_MOUNTS=");
        refused.ShouldContain(reason);
    }

    [Test]
    public void Should_be_refused_when_it_holds_the_work_or_keys()
    {
        var code = Directory.CreateDirectory(Path.Combine(_temp.Home, "code", "app")).Parent!.FullName;
        Should.Throw<SandboxException>(() => Read("~/code", "~/code/app")).Message.ShouldContain($"{code} holds {code}/app");

        Directory.CreateDirectory(Path.Combine(_temp.Home, "lib", ".ssh"));
        Should.Throw<SandboxException>(() => Read("~/lib")).Message.ShouldContain("credentials that the agent could take");
    }

    private IReadOnlyList<ExtraMount> Read(string value, string work = "~/app")
    {
        _temp.WriteEnv($"WORKSPACE_MOUNT={work}\nWORKSPACE_MOUNTS='{value}'\n");
        return _temp.Env.Read().Mounts;
    }
}
