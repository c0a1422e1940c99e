using AiSandbox.Host.Features.Review.Snapshots;

namespace Host.Tests.Features.Review.Snapshots;

public sealed class ChangeTests
{
    private TreeFolder _tree = null!;

    [SetUp]
    public void CreateFolder() => _tree = new TreeFolder();

    [TearDown]
    public void RemoveFolder() => _tree.Dispose();

    [Test]
    public async Task Should_tell_new_changed_and_gone_and_nothing_else()
    {
        _tree.Write("Makefile", "all:\n\tcc x\n\tcc y\n");
        _tree.Write(".envrc", "use nix");
        _tree.Write("tox.ini", "x");
        var before = await _tree.TakeAsync();
        _tree.Write("Makefile", "all:\n\tcc x\n\tevil\n");
        File.Delete(_tree.Full(".envrc"));
        _tree.Write("a/.vscode/tasks.json", "{}");

        var changes = Change.Between(before, await _tree.TakeAsync());

        changes.Select(change => $"{change.Verb} {change.Path}").ShouldBe(["gone .envrc", "changed Makefile", "new a/.vscode/tasks.json", "as before tox.ini"]);
        changes[1].Added.ShouldBe(["\tevil"]);
        changes[1].Removed.ShouldBe(["\tcc y"]);
    }

    [Test]
    public async Task Should_see_no_change_when_what_changed_does_not_count()
    {
        _tree.Write("package.json", """{"version":"1","scripts":{"test":"jest"}}""");
        _tree.Write(".gitattributes", "*.txt text");
        _tree.Repository(".git", "[core]\nbare = false");
        var before = await _tree.TakeAsync();
        _tree.Write("package.json", """{"version":"2","scripts":{"test":"jest"},"dependencies":{"a":"1"}}""");
        _tree.Write(".gitattributes", "*.md text");
        _tree.Write(".git/config", "[core]\nbare = false\n[user]\nname = x");

        Change.Between(before, await _tree.TakeAsync()).ShouldAllBe(change => !change.IsChange);
    }

    [Test]
    public async Task Should_call_a_configuration_changed_that_said_nothing_before()
    {
        _tree.Repository(".git", "[core]\nbare = false");
        var before = await _tree.TakeAsync();
        _tree.Write(".git/config", "[core]\nbare = false\nfsmonitor = evil");

        Change.Between(before, await _tree.TakeAsync()).Single(change => change.IsChange).Verb.ShouldBe("changed");
    }

    [Test]
    [Platform("Unix")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Should_see_a_mode_that_changes_and_a_file_that_becomes_a_link()
    {
        _tree.Write("Makefile", "all:");
        _tree.Write("tox.ini", "x");
        var before = await _tree.TakeAsync();
        _tree.Mode("Makefile", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.Delete(_tree.Full("tox.ini"));
        File.CreateSymbolicLink(_tree.Full("tox.ini"), "src/x");

        Change.Between(before, await _tree.TakeAsync()).Where(change => change.IsChange).Select(change => change.Path).ShouldBe(["Makefile", "tox.ini"]);
    }

    [Test]
    public async Task Should_call_all_of_it_new_when_there_is_no_baseline()
    {
        _tree.Write("Makefile", "all:");

        Change.Between(null, await _tree.TakeAsync()).ShouldHaveSingleItem().Verb.ShouldBe("new");
    }
}
