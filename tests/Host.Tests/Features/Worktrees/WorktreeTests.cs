using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Worktrees;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Worktrees;

public sealed class WorktreeTests
{
    private TempCheckout _temp = null!;

    private Checkout Box => _temp.Checkout.Of(SandboxName.Parse("box"));

    [SetUp]
    public void CreateCheckout() => _temp = new TempCheckout();

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [Test]
    public void Should_be_remembered_in_the_sandboxs_home()
    {
        Worktree.Read(Box).ShouldBeNull();
        var worktree = new Worktree("/code/projects", "group/app", "fix/login");

        worktree.Write(Box);

        Worktree.Read(Box).ShouldBe(worktree);
        Worktree.Read(_temp.Checkout).ShouldBeNull("it is the other sandbox's");
    }

    [Test]
    public void Should_stop_when_what_is_remembered_cannot_be_read()
    {
        Directory.CreateDirectory(Box.Home);
        File.WriteAllText(Worktree.PathOf(Box), "{}");

        Should.Throw<SandboxException>(() => Worktree.Read(Box)).Message.ShouldStartWith("sandboxes/box/worktree.json cannot be read");
    }

    [Test]
    public void Should_let_the_sandbox_write_nothing_of_the_repository_and_see_its_objects_alone()
    {
        var objects = Path.Combine(_temp.Checkout.Projects, "my app", ".git", "objects");

        new Worktree(_temp.Checkout.Projects, "my app", "main").Objects.ShouldBe(objects);
        var compose = _temp.Renderer.Render("compose.worktree.yaml.sbn", new { Objects = $"\"{objects}\"" });
        compose.Split('\n').Count(line => line.Contains("source:", StringComparison.Ordinal)).ShouldBe(1);
        compose.ShouldContain($"source: \"{objects}\"\n        target: \"{objects}\"\n        read_only: true\n");
    }

    [Test]
    public void Should_know_one_of_the_form_before()
    {
        Directory.CreateDirectory(Box.Home);
        File.WriteAllText(Worktree.PathOf(Box), """{ "projects": "/code", "project": "app", "branch": "main", "id": "app1" }""");

        var old = Worktree.Read(Box)!;
        (old with { Id = null }).Write(Box);

        old.Id.ShouldBe("app1");
        File.ReadAllText(Worktree.PathOf(Box)).ShouldNotContain("id");
        Worktree.Read(Box)!.Id.ShouldBeNull();
    }

    [TestCase("moved\n", "branch fix is now the same as in sandbox box.")]
    [TestCase("same\n", "branch fix was already the same as in sandbox box.")]
    [TestCase("open\n", "git merge --ff-only sandbox/box/fix")]
    [TestCase("apart\n", "In that repository's own sandbox: git log fix..sandbox/box/fix, then git merge sandbox/box/fix")]
    [TestCase("gone\n", "sandbox box has no branch fix any more")]
    [TestCase("\u001b[31m\n", "sandbox box has no branch fix any more")]
    public void Should_say_what_became_of_the_branch(string answer, string said) =>
        Report(answer).ShouldHaveSingleItem().ShouldContain(said);

    [Test]
    public void Should_name_other_branches_and_no_flood_of_them()
    {
        Report("moved\ntopic\nx/\u001b[2Jy\n")[^1].ShouldBe("Its other branches are there as sandbox/box/topic, sandbox/box/x/\\u{1b}[2Jy");
        Report($"moved\n{string.Concat(Enumerable.Range(0, 200).Select(number => $"b{number}\n"))}")[^1].Split(", ").Length.ShouldBe(10);
    }

    private static List<string> Report(string answer) =>
        [.. WorktreeFetch.Report(new Worktree("/code", "app", "fix"), SandboxName.Parse("box"), answer)];
}
