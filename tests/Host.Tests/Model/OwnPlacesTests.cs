using System.Runtime.Versioning;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Files.Trees;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model;

[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
public sealed class OwnPlacesTests
{
    private const UnixFileMode GroupFolder = FileStore.PublicFolder | UnixFileMode.GroupWrite, OpenFolder = GroupFolder | UnixFileMode.OtherWrite;

    private TempCheckout _temp = null!;

    private string Root => _temp.Checkout.Root;

    private Checkout Box => _temp.Checkout.Of(SandboxName.Parse("box"));

    [SetUp]
    public void CreateCheckout()
    {
        _temp = new TempCheckout();
        foreach (var folder in new[] { "", "configs", "configs/.ssh", "configs/proxy", "env", "artifacts", "artifacts/guard", ".engine", "sandboxes", "sandboxes/box", "sandboxes/box/configs", "projects" })
            File.SetUnixFileMode(Directory.CreateDirectory(Path.Combine(Root, folder)).FullName, FileStore.PublicFolder);
        foreach (var file in Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) & ~(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        OwnPlaces.Require(Box);
    }

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [TestCase("configs")]
    [TestCase("configs/.ssh")]
    [TestCase("configs/proxy")]
    [TestCase("env")]
    [TestCase("artifacts")]
    [TestCase("artifacts/guard")]
    [TestCase(".engine")]
    [TestCase("sandboxes")]
    [TestCase("sandboxes/box")]
    [TestCase("sandboxes/box/configs")]
    public void Should_refuse_a_link_a_file_and_what_others_can_write_to(string place)
    {
        var path = Path.Combine(Root, place);
        File.SetUnixFileMode(path, OpenFolder);
        Refusal().ShouldBe($"{place} can be written by others: mode 0777.\nNext: look at it, then: chmod -R go-w '{place}'");
        File.SetUnixFileMode(path, GroupFolder);
        Refusal().ShouldStartWith($"{place} can be written by others: mode 0775.");

        Directory.Delete(path, recursive: true);
        Directory.CreateSymbolicLink(path, _temp.Folder("elsewhere"));
        Refusal().ShouldBe($"{place} is a link to {_temp.Folder("elsewhere")}, where a folder of the checkout's own must be.\nNext: look at it, then: rm '{place}'");
        File.Delete(path);
        File.WriteAllText(path, "");
        Refusal().ShouldStartWith($"{place} is a file, where");
        File.Delete(path);
        OwnPlaces.Require(Box);
    }

    [TestCase("configs/.ssh/id_ed25519")]
    [TestCase("artifacts/guard/program")]
    [TestCase("allowed-sites.local.txt")]
    [TestCase("NuGet.config")]
    public void Should_refuse_what_lies_in_one_and_everyone_can_write(string file)
    {
        File.WriteAllText(Path.Combine(Root, file), "");
        File.SetUnixFileMode(Path.Combine(Root, file), FileStore.Public);
        if (!file.EndsWith("program", StringComparison.Ordinal))
            OwnPlaces.Require(Box);

        File.SetUnixFileMode(Path.Combine(Root, file), FileStore.Public | UnixFileMode.OtherWrite);
        Refusal().ShouldStartWith($"{file} can be written by others: mode 0646.");
    }

    [Test]
    public void Should_let_a_group_write_that_can_write_to_the_checkouts_own_folder()
    {
        File.SetUnixFileMode(Path.Combine(Root, "configs"), GroupFolder);
        Should.Throw<SandboxException>(() => OwnPlaces.Require(Box));

        File.SetUnixFileMode(Root, GroupFolder);
        OwnPlaces.Require(Box);
    }

    [Test]
    public void Should_refuse_a_checkout_that_everyone_can_write_to_unless_it_is_sticky()
    {
        File.SetUnixFileMode(Root, OpenFolder);
        Refusal().ShouldBe($"Everyone can write to {Root}, and so replace what is run from there.\nNext: chmod o-w '{Root}'");

        File.SetUnixFileMode(Root, OpenFolder | UnixFileMode.StickyBit);
        OwnPlaces.Require(Box);
    }

    [Test]
    public void Should_leave_the_work_to_whom_it_belongs()
    {
        File.SetUnixFileMode(Path.Combine(Root, "projects"), OpenFolder);

        OwnPlaces.Require(Box);
    }

    [TestCase("configs")]
    [TestCase("artifacts/Host.dll")]
    [TestCase("configs/.ssh/id_ed25519")]
    public void Should_refuse_what_another_user_made(string path)
    {
        // Only root gives files away; who runs these tests otherwise has no other user to ask for.
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("Only root can make a file another user's.");
        var full = Path.Combine(Root, path);
        if (!Directory.Exists(full))
            File.WriteAllText(full, "");
        Give(full, 4711);

        Refusal().ShouldContain($"{path} belongs to another user (4711)");
        Refusal().ShouldContain($"sudo rm -rf '{path}'");

        // Whoever owns the checkout's folder can exchange build.sh as well: a checkout of the user's, where root runs it.
        Give(Root, 4711);
        OwnPlaces.Require(Box);
        new OwnPlaces(Box, FileStatus.User).Require();
    }

    private static void Give(string path, uint user)
    {
        using var chown = System.Diagnostics.Process.Start("chown", [$"{user}", path]);
        chown.WaitForExit(10_000).ShouldBeTrue();
        chown.ExitCode.ShouldBe(0);
    }

    private string Refusal() => Should.Throw<SandboxException>(() => OwnPlaces.Require(Box)).Message;
}
