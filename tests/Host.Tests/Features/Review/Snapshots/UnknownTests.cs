using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Features.Review.Snapshots;

namespace Host.Tests.Features.Review.Snapshots;

/// <summary>What no rule knows, and what folds into one line.</summary>
public sealed class UnknownTests
{
    private TreeFolder _tree = null!;

    [SetUp]
    public void CreateFolder() => _tree = new TreeFolder();

    [TearDown]
    public void RemoveFolder() => _tree.Dispose();

    [Test]
    public async Task Should_show_dotfiles_and_configurations_that_no_rule_knows_in_two_levels_and_beside_a_manifest()
    {
        foreach (var folder in new[] { "", "a/", "a/b/", "a/manifest/deep/" })
        {
            _tree.Write($"{folder}.unheard", "x");
            _tree.Write($"{folder}unheard.toml", "x");
            _tree.Write($"{folder}unheardrc", "x");
            _tree.Write($"{folder}source.py", "x");
        }

        _tree.Write("a/manifest/deep/go.mod", "module x");

        (await _tree.SeeAsync()).ShouldBe(
        [
            "unknown .unheard", "unknown a/.unheard", "unknown a/manifest/deep/.unheard", "build a/manifest/deep/go.mod", "unknown a/manifest/deep/unheard.toml", "unknown a/manifest/deep/unheardrc",
            "unknown a/unheard.toml", "unknown a/unheardrc", "unknown unheard.toml", "unknown unheardrc",
        ]);
    }

    [Test]
    public async Task Should_show_a_dot_folder_that_no_rule_knows_as_one_path_and_what_changed_in_it()
    {
        for (var i = 0; i < 20; i++)
            _tree.Write($".unheard/{i % 3}/{i}", "x");
        _tree.Write(".unheard/.vscode/tasks.json", "{}");
        var before = await _tree.TakeAsync();
        before.Paths.Select(path => $"{path.Kind} {path.Path}").ShouldBe(["unknown .unheard", "editor .unheard/.vscode/tasks.json"]);
        before.Paths[0].Facts.Count.ShouldBe(20);

        File.WriteAllText(_tree.Full(".unheard/1/1"), "y");
        var change = Change.Between(before, await _tree.TakeAsync()).Single(change => change.IsChange);

        change.Path.ShouldBe(".unheard");
        change.Added.Single().ShouldStartWith("1/1  ");
        change.Removed.Single().ShouldStartWith("1/1  ");
    }

    [Test]
    public async Task Should_take_a_folder_for_a_virtual_environment_by_what_lies_in_it()
    {
        foreach (var folder in new[] { "my-env", ".hidden-env", "project" })
        {
            _tree.Write($"{folder}/pyvenv.cfg", "home = /usr/bin");
            _tree.Write($"{folder}/lib/python3/site-packages/x/setup.py", "x");
            _tree.Write($"{folder}/lib/python3/site-packages/evil.pth", "import x");
        }

        _tree.Write("project/Makefile", "all:"); // a file beside it must not hide a project

        (await _tree.SeeAsync()).ShouldBe(
        [
            "dependencies .hidden-env", "build .hidden-env/lib/python3/site-packages/evil.pth", "build .hidden-env/pyvenv.cfg",
            "dependencies my-env", "build my-env/lib/python3/site-packages/evil.pth", "build my-env/pyvenv.cfg",
            "build project/Makefile", "build project/lib/python3/site-packages/evil.pth", "build project/lib/python3/site-packages/x/setup.py", "build project/pyvenv.cfg",
        ]);
    }

    [Test]
    public async Task Should_fold_what_was_built_and_show_what_runs_from_there()
    {
        _tree.Write("a/a.csproj", "<Project/>");
        _tree.Write("a/obj/a.csproj.nuget.g.targets", "<Project/>");
        _tree.Write("a/obj/project.assets.json", "{}");
        _tree.Write("a/obj/Debug/x.json", "{}");
        _tree.Write("a/obj/Makefile", "all:");
        _tree.Write("node_modules/x/.git/config", "[core]\nfsmonitor = x");
        _tree.Write("node_modules/x/node_modules/y/Makefile", "all:");

        (await _tree.SeeAsync()).ShouldBe(
        [
            "build a/a.csproj", "dependencies a/obj", "build a/obj/a.csproj.nuget.g.targets", "build a/obj/project.assets.json",
            "dependencies node_modules", "repository node_modules/x/.git", "git-config node_modules/x/.git/config",
        ]);
    }

    [TestCase("node_modules", new string[0], true)]
    [TestCase("bin", new[] { "a.csproj" }, true)]
    [TestCase("bin", new[] { "setup.py" }, false)]
    [TestCase("target", new[] { "Cargo.toml" }, true)]
    [TestCase("vendor", new[] { "src" }, false)]
    public async Task Should_know_what_was_installed_or_built(string name, string[] beside, bool expected)
    {
        _tree.Write($"a/b/{name}/x", "x");
        foreach (var file in beside)
            _tree.Write($"a/b/{file}", "x");

        (await _tree.SeeAsync()).Contains($"dependencies a/b/{name}").ShouldBe(expected);
    }

    [Test]
    [Platform("Unix")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Should_show_executables_in_a_cache_and_caches_of_one_name_in_one_line()
    {
        for (var i = 0; i < 5; i++)
            _tree.Write($"a/{i}/__pycache__/x.pyc", "x");
        _tree.Write("a/.cache/evil", "x");
        _tree.Mode("a/.cache/evil", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var lines = ReviewText.Lines(Change.Between(null, await _tree.TakeAsync())).ToList();

        lines.ShouldContain("  new       a/…/__pycache__ (5 folders)");
        lines.ShouldContain("  new       a/.cache/evil (executable)");
        lines.Count(line => line.Contains("__pycache__", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Test]
    public async Task Should_say_who_reads_it_by_itself_once_for_neighbours()
    {
        _tree.Write(".vscode/tasks.json", "{}");
        _tree.Write(".vscode/settings.json", "{}");

        ReviewText.Lines(Change.Between(null, await _tree.TakeAsync())).Count(line => line.StartsWith("            by VS Code", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Test]
    public async Task Should_name_what_it_does_not_hold_when_paths_are_too_long_together()
    {
        for (var i = 0; i < 50; i++)
            _tree.Write($"a/{new string('x', 100)}{i}", "x");
        _tree.Write("a/z/Makefile", "all:");

        (await _tree.SeeAsync(new ReviewLimits(PathCharacters: 3000))).ShouldBe(["unseen a"]);
    }
}
