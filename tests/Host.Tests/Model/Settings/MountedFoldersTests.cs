using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Home;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Settings;

[Platform("Unix")]
public sealed class MountedFoldersTests
{
    private TempCheckout _temp = null!;

    private MountedFolders Mounted => new(_temp.Checkout, _temp.Renderer, new HostFolders(_temp.Home, []));

    [SetUp]
    public void CreateCheckout()
    {
        _temp = new TempCheckout();
        Directory.CreateDirectory(_temp.Checkout.Projects);
    }

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [Test]
    public void Should_name_the_folder_by_its_real_path_when_it_lies_outside()
    {
        Directory.CreateSymbolicLink(Path.Combine(_temp.Home, "link"), _temp.Folder("elsewhere"));

        Mounted.RequireOutside(Option.File, Path.Combine(_temp.Home, "link", "a")).ShouldBe(Path.Combine(_temp.Folder("elsewhere"), "a"));
    }

    [Test]
    public void Should_refuse_a_link_of_the_agents_wherever_it_leads()
    {
        var projects = _temp.Checkout.Projects;
        Directory.CreateSymbolicLink(Path.Combine(projects, "folder"), _temp.Folder("elsewhere"));
        File.CreateSymbolicLink(Path.Combine(projects, "file"), Path.Combine(_temp.Folder("elsewhere"), "a"));
        Directory.CreateSymbolicLink(Path.Combine(_temp.Home, "to the agent"), projects);
        File.CreateSymbolicLink(Path.Combine(_temp.Home, "to a file"), Path.Combine(projects, "a"));

        foreach (var path in new[] { "a", "folder/a", "file" })
            Refuse(Path.Combine(projects, path));
        foreach (var path in new[] { "to the agent/a", "to the agent/folder/a", "to a file" })
            Refuse(Path.Combine(_temp.Home, path));
        Mounted.RequireOutside(Option.File, Path.Combine(_temp.Folder("elsewhere"), "a"));
    }

    [Test]
    public void Should_know_the_folders_of_all_sandboxes_of_the_checkout()
    {
        var (box, code) = (_temp.Checkout.Of(SandboxName.Parse("box")), Directory.CreateDirectory(Path.Combine(_temp.Home, "code")).FullName);
        Directory.CreateDirectory(box.Projects);
        Directory.CreateDirectory(Path.GetDirectoryName(box.WorkspaceEnv)!);
        Mounted.RequireOutside(Option.File, Path.Combine(code, "a"));

        File.WriteAllText(box.WorkspaceEnv, $"WORKSPACE_MOUNT={code}\n");

        Refuse(Path.Combine(code, "a"));
        Refuse(Path.Combine(box.Projects, "a"));
        Mounted.RequireOutside(Option.File, Path.Combine(box.Home, "a"));
        File.WriteAllText(box.WorkspaceEnv, "WORKSPACE_NONE=1\n");
        Mounted.RequireOutside(Option.File, Path.Combine(code, "a"));
    }

    [Test]
    public void Should_refuse_a_circle_of_links()
    {
        File.CreateSymbolicLink(Path.Combine(_temp.Home, "a"), Path.Combine(_temp.Home, "a"));

        Should.Throw<UsageException>(() => Mounted.RequireOutside(Option.File, Path.Combine(_temp.Home, "a", "b")));
    }

    [Test]
    public async Task Should_make_no_folder_for_a_backup()
    {
        var backup = new HomeBackup(null!, Mounted, null!, _temp.Checkout, TimeProvider.System);
        var folder = Path.Combine(_temp.Home, "none");

        var refused = await Should.ThrowAsync<UsageException>(() => backup.RunAsync(Options(Path.Combine(folder, "a")), CancellationToken.None));

        refused.Message.ShouldContain($"there is no folder {folder}");
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Test]
    public async Task Should_refuse_a_backup_and_a_restore_through_the_mounted_folder()
    {
        Directory.CreateSymbolicLink(Path.Combine(_temp.Checkout.Projects, "link"), _temp.Folder("elsewhere"));
        await File.WriteAllTextAsync(Path.Combine(_temp.Folder("elsewhere"), "there"), "");

        foreach (var path in new[] { "link/new", "link/there", "new" })
        {
            var options = Options(Path.Combine(_temp.Checkout.Projects, path));
            (await Should.ThrowAsync<UsageException>(() => new HomeBackup(null!, Mounted, null!, _temp.Checkout, TimeProvider.System).RunAsync(options, CancellationToken.None)))
                .Message.ShouldContain("its agent can replace");
            (await Should.ThrowAsync<UsageException>(() => new HomeRestore(null!, null!, Mounted, null!, null!).RunAsync(options, CancellationToken.None)))
                .Message.ShouldContain("its agent can replace");
        }
    }

    private static HostOptions Options(string file) => new() { Name = SandboxName.Parse("box"), Line = CommandLine.Parse([$"--file={file}"], []), Yes = true };

    private void Refuse(string path) =>
        Should.Throw<UsageException>(() => Mounted.RequireOutside(Option.File, path)).Message.ShouldContain("which is mounted into a sandbox");
}
