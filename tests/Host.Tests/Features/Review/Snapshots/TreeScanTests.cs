using System.Diagnostics;
using AiSandbox.Host.Features.Review;

namespace Host.Tests.Features.Review.Snapshots;

public sealed class TreeScanTests
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute;

    private TreeFolder _tree = null!;

    [SetUp]
    public void CreateFolder() => _tree = new TreeFolder();

    [TearDown]
    public void RemoveFolder() => _tree.Dispose();

    [Test]
    public async Task Should_see_nothing_when_there_is_only_source()
    {
        _tree.Write("src/a.ts", "x");
        _tree.Write("README.md", "x");

        (await _tree.SeeAsync()).ShouldBeEmpty();
        (await _tree.TakeAsync()).Entries.ShouldBe(3);
    }

    [Test]
    public async Task Should_see_what_a_repository_runs_and_not_what_it_keeps()
    {
        _tree.Repository("a/.git", "[core]\nfsmonitor = x");
        _tree.Write("a/.git/hooks/pre-commit", "x");
        _tree.Write("a/.git/hooks/pre-push.sample", "x");
        _tree.Write("a/.git/info/attributes", "*.x filter=evil");
        _tree.Write("a/.git/package.json", """{"scripts":{"a":"b"}}""");
        _tree.Repository("a/.git/modules/sub", "[alias]\nx = !id");

        (await _tree.SeeAsync()).ShouldBe(
        [
            "repository a/.git", "git-config a/.git/config", "git-hook a/.git/hooks/pre-commit", "git-attributes a/.git/info/attributes",
            "repository a/.git/modules/sub", "git-config a/.git/modules/sub/config", "unknown a/.git/package.json",
        ]);
    }

    [Test]
    public async Task Should_look_at_everything_else_when_a_folder_poses_as_a_bare_repository()
    {
        _tree.Repository("a", "[core]\nfsmonitor = x");
        _tree.Write("a/.vscode/tasks.json", "{}");
        _tree.Write("a/objects/Makefile", "all:");

        (await _tree.SeeAsync()).ShouldBe(["repository a", "editor a/.vscode/tasks.json", "git-config a/config", "build a/objects/Makefile"]);
    }

    [Test]
    public async Task Should_see_the_files_that_gits_configuration_names()
    {
        _tree.Repository("a/.git", "[core]\nhooksPath = tools/checks\n[include]\npath = ../more.cfg");
        _tree.Write("a/tools/checks/pre-commit", "x");
        _tree.Write("a/more.cfg", "[core]\npager = evil");

        (await _tree.SeeAsync()).ShouldBe(["repository a/.git", "git-config a/.git/config", "git-config a/more.cfg", "git-hook a/tools/checks/pre-commit"]);
    }

    [Test]
    public async Task Should_name_a_folder_of_packages_and_look_in_it_for_repositories_and_links_alone()
    {
        _tree.Write("node_modules/a/package.json", """{"scripts":{"install":"x"}}""");
        _tree.Repository("node_modules/a/.git", "[core]\nfsmonitor = x");
        if (!OperatingSystem.IsWindows())
            Directory.CreateSymbolicLink(_tree.Full("node_modules/home"), "/");

        (await _tree.SeeAsync()).Where(line => !line.StartsWith("link", StringComparison.Ordinal)).ShouldBe(
            ["dependencies node_modules", "repository node_modules/a/.git", "git-config node_modules/a/.git/config"]);
        (await _tree.SeeAsync()).Contains("link node_modules/home").ShouldBe(!OperatingSystem.IsWindows());
    }

    [Test]
    [Platform("Unix")]
    public async Task Should_see_links_that_leave_the_folder_and_no_others()
    {
        Directory.CreateDirectory(_tree.Full("a/b"));
        foreach (var (path, target) in new[] { ("out", "/etc/passwd"), ("a/up", "../../x"), ("a/b/in", "../../a"), ("loop", "loop"), ("a/here", "b/../b"), ("root", _tree.Root) })
            File.CreateSymbolicLink(_tree.Full(path), target);
        File.CreateSymbolicLink(_tree.Full("through"), "a/up/y");

        (await _tree.SeeAsync()).ShouldBe(["link a/up", "link out"]);
    }

    [Test]
    [Platform("Unix")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Should_see_programs_by_mode_and_setuid_ones_first()
    {
        _tree.Write("run", "#!/bin/sh\n");
        _tree.Mode("run", Executable);
        _tree.Write("root", "x");
        _tree.Mode("root", Executable | UnixFileMode.SetUser);
        _tree.Write("click.exe", "x");
        _tree.Write("text", "x");

        var seen = await _tree.TakeAsync();

        seen.Paths.Select(path => $"{path.Kind} {path.Path} {path.Traits} {path.Facts.Single()}").ShouldBe(
        [
            "desktop click.exe  no known kind of program", "setuid root setuid, executable no known kind of program",
            "executable run executable a script for /bin/sh",
        ]);
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(20_000)]
    public async Task Should_name_a_pipe_and_not_wait_for_it()
    {
        using (var mkfifo = Process.Start("mkfifo", [_tree.Full("package.json")]))
            await mkfifo.WaitForExitAsync();
        _tree.Write("empty/Makefile", "");

        (await _tree.SeeAsync()).ShouldBe(["build empty/Makefile", "special package.json"]);
    }

    [Test]
    public async Task Should_name_what_is_beyond_a_limit()
    {
        _tree.Write("a/b/c/Makefile", "all:");
        _tree.Write("Makefile", new string('x', 2000));

        (await _tree.SeeAsync(new ReviewLimits(Depth: 2))).ShouldBe(["build Makefile", "unseen a/b/c"]);
        (await _tree.SeeAsync(new ReviewLimits(Entries: 2))).ShouldBe(["build Makefile", "unseen a"]);
        (await _tree.SeeAsync(new ReviewLimits(Watched: 1))).ShouldBe(["build Makefile", "unseen a"]);
        (await _tree.TakeAsync(new ReviewLimits(FileBytes: 1000))).Paths[0].Traits.ShouldBe("2000 bytes, too long to compare but by length and time");
        (await _tree.TakeAsync(new ReviewLimits(FactBytes: 1000))).Paths[0].Facts.ShouldBe(["too long to show"]);
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(20_000)]
    public async Task Should_name_a_path_that_is_no_text()
    {
        await BashAsync("""touch $'bad\xff' && mkdir $'folder\xff'""");
        var seen = await _tree.TakeAsync();
        await BashAsync("rm -r bad* folder*"); // .NET cannot remove them

        seen.Paths.Select(path => $"{path.Kind} {path.Traits}").ShouldBe(["unseen its name cannot be looked up", "unseen its name cannot be looked up"]);

        async Task BashAsync(string line)
        {
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = _tree.Root })!;
            await shell.WaitForExitAsync();
        }
    }
}
