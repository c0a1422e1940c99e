using AiSandbox.Host.Options;
using AiSandbox.Host.Services;
using AiSandbox.Host.Services.Sandboxes.Worktrees;
using Host.Tests.Services.Environments;

namespace Host.Tests.Services.Sandboxes.Worktrees;

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
        var worktree = new Worktree("/code/projects", "group/app", "fix/login", "app1");

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
    public void Should_let_the_sandbox_write_what_a_commit_writes_and_nothing_else_of_the_repository()
    {
        var git = Path.Combine(_temp.Checkout.Projects, "app", ".git");
        foreach (var name in new[] { "objects", "refs", "logs", "ai-sandbox", "hooks", "info", "modules" })
            Directory.CreateDirectory(Path.Combine(git, name));

        var mounts = new Worktree(_temp.Checkout.Projects, "app", "main", "app").Mounts;

        mounts[0].ShouldBe(new WorktreeMount(git, IsWritable: false));
        mounts.Skip(1).Select(mount => (Path.GetRelativePath(git, mount.Path), mount.IsWritable))
            .ShouldBe([("objects", true), ("refs", true), ("logs", true), ("ai-sandbox", true), (Path.Combine("worktrees", "app"), true)]);
    }
}
