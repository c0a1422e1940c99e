using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files.Trees;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model.Lists;

public sealed class ManagedListTests
{
    private TempCheckout _folder = null!;

    private string Place => Path.Combine(_folder.Folder("managed"), "managed-sites.txt");

    private AllowlistStore Store => new(
        _folder.Checkout, new HostOptions { Name = SandboxName.Parse("box") }, TimeProvider.System, new ManagedList(Place, OperatingSystem.IsWindows() ? 0 : FileStatus.User));

    [SetUp]
    public void CreateCheckout()
    {
        _folder = new TempCheckout();
        Directory.CreateDirectory(Path.Combine(_folder.Checkout.Templates, "data"));
        const string List = "data/public_suffix_list.dat";
        File.Copy(Path.Combine(TempCheckout.Repository, "templates", List), Path.Combine(_folder.Checkout.Templates, List));
        File.WriteAllText(Path.Combine(_folder.Checkout.Root, "allowed-sites.txt"), "github.com\n");
    }

    [TearDown]
    public void RemoveCheckout() => _folder.Dispose();

    [Test]
    public void Should_bound_nothing_when_there_is_none()
    {
        Store.Bound().ShouldBeNull();
        Store.Load().Entries.ShouldNotBeEmpty();
    }

    [Test]
    public void Should_refuse_a_list_that_goes_beyond_it()
    {
        File.WriteAllText(Place, "gitlab.com\n");

        Should.Throw<SandboxException>(() => Store.Load()).Message.ShouldContain($"error allowed-sites.txt:1:1 managed github.com on 443 and 22 goes beyond {Place}, ");
    }

    [Test]
    public void Should_follow_a_link_to_where_it_is_kept()
    {
        if (OperatingSystem.IsWindows())
            return; // whose the file is, its administrator decides
        var kept = Path.Combine(_folder.Folder("kept"), "sites.txt");
        File.WriteAllText(kept, "gitlab.com\n");
        File.CreateSymbolicLink(Place, kept);

        Store.Lint().IsRefused.ShouldBeTrue();

        File.Delete(kept);
        Should.Throw<SandboxException>(() => Store.Lint()).Message.ShouldContain("cannot be read");
    }

    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void Should_not_trust_one_that_others_can_write(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return; // whose the file is, its administrator decides
        File.WriteAllText(Place, "github.com\n");
        File.SetUnixFileMode(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);

        var refusal = Should.Throw<SandboxException>(() => Store.Lint());

        refusal.Message.ShouldContain($"{Place} can be written by others than root, who could widen it.");
        refusal.Next.ShouldBe($"sudo chown root '{Place}' && sudo chmod go-w '{Place}'");
    }

    [Test]
    public void Should_not_trust_one_of_another_user()
    {
        if (OperatingSystem.IsWindows())
            return; // whose the file is, its administrator decides
        File.WriteAllText(Place, "github.com\n");

        Should.Throw<SandboxException>(() => new ManagedList(Place, FileStatus.User + 1).Read()).Message.ShouldContain("who could widen it");
    }
}
