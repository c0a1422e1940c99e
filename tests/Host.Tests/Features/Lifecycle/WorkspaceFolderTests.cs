using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Platform;

namespace Host.Tests.Features.Lifecycle;

public sealed class WorkspaceFolderTests
{
    private readonly string _mount = Directory.CreateTempSubdirectory("folder ").FullName;

    [SetUp]
    public void Make()
    {
        Directory.CreateDirectory(Path.Combine(_mount, "calc", ".git"));
        Directory.CreateDirectory(Path.Combine(_mount, "notes"));
        Directory.CreateDirectory(Path.Combine(_mount, "linked"));
        File.WriteAllText(Path.Combine(_mount, "linked", ".git"), "gitdir: elsewhere"); // a worktree, or a submodule
    }

    [TearDown]
    public void Remove() => Directory.Delete(_mount, recursive: true);

    [TestCase("calc", "calc")]
    [TestCase("calc/", "calc")]
    [TestCase("calc/.git", "calc/.git")]
    public void Should_take_a_folder_that_is_there(string given, string expected) => WorkspaceFolder.Require(given, _mount).ShouldBe(expected);

    [TestCase("")]
    [TestCase("/etc")]
    [TestCase("..")]
    [TestCase("calc/../..")]
    [TestCase("C:/Users")]
    public void Should_refuse_what_is_not_below(string given) =>
        Should.Throw<UsageException>(() => WorkspaceFolder.Require(given, _mount)).Message.ShouldContain("name a folder below");

    [Test]
    public void Should_name_the_repositories_when_it_is_not_there() =>
        Should.Throw<UsageException>(() => WorkspaceFolder.Require("clac", _mount)).Message.ShouldEndWith("There are calc, linked.");

    [Test]
    public void Should_see_repositories_right_below_and_none_below_one()
    {
        WorkspaceFolder.Repositories(_mount).ShouldBe(["calc", "linked"]);
        WorkspaceFolder.Repositories(Path.Combine(_mount, "calc")).ShouldBeEmpty();
    }
}
