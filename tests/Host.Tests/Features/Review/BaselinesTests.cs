using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Features.Review.Snapshots;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;

namespace Host.Tests.Features.Review;

public sealed class BaselinesTests
{
    private static readonly SandboxName Name = SandboxName.Parse("one");
    private static readonly SandboxName Other = SandboxName.Parse("one-more");
    private static readonly Snapshot Snapshot = new("/p", DateTimeOffset.UnixEpoch, 3, [new WatchedPath("a\e\ud7ff", "link", "", "t", ["-> t"])]);

    private Checkout _checkout = null!;
    private Baselines _baselines = null!;

    [SetUp]
    public void CreateCheckout()
    {
        _checkout = new Checkout(Directory.CreateTempSubdirectory("baseline ").FullName);
        _baselines = new Baselines(_checkout);
    }

    [TearDown]
    public void RemoveCheckout() => Directory.Delete(_checkout.Root, recursive: true);

    [Test]
    public void Should_give_back_what_was_written_by_sandbox_and_folder()
    {
        _baselines.Read(Name, "/p").ShouldBeNull();
        _baselines.Write(Name, Snapshot);

        _baselines.Read(Name, "/p")!.Paths.Single().Path.ShouldBe("a\e\ud7ff");
        _baselines.Read(Name, "/q").ShouldBeNull();
        _baselines.Read(Other, "/p").ShouldBeNull();
    }

    [Test]
    [Platform("Unix")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Should_be_for_the_owner_alone()
    {
        _baselines.Write(Name, Snapshot);

        File.GetUnixFileMode(Directory.GetFiles(Path.Combine(_checkout.Reviews, "one")).Single()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public void Should_remove_those_of_one_sandbox()
    {
        _baselines.Write(Name, Snapshot);
        _baselines.Write(Other, Snapshot);
        _baselines.Remove(Name);
        _baselines.Remove(Name);

        _baselines.Read(Name, "/p").ShouldBeNull();
        _baselines.Read(Other, "/p").ShouldNotBeNull();
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    public void Should_refuse_a_baseline_that_is_none(string text)
    {
        _baselines.Write(Name, Snapshot);
        File.WriteAllText(Directory.GetFiles(Path.Combine(_checkout.Reviews, "one")).Single(), text);

        Should.Throw<SandboxException>(() => _baselines.Read(Name, "/p"));
    }
}
