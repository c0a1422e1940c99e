using AiSandbox.Host.Features.Worktrees;
using AiSandbox.Host.Platform.Files;

namespace Host.Tests.Features.Worktrees;

[Platform("Unix")]
public sealed class LinkedWorktreesTests
{
    private string _mount = null!;

    [SetUp]
    public void CreateMount() => _mount = RealPath.Of(Directory.CreateTempSubdirectory("ai sandbox ").FullName);

    [TearDown]
    public void RemoveMount() => Directory.Delete(_mount, recursive: true);

    [TestCase("")]
    [TestCase("app")]
    [TestCase("group/app")]
    public async Task Should_name_a_worktree_elsewhere_with_the_command_that_locks_it(string repository)
    {
        Make(repository, "fix", "/home/me/app fix/.git\n");

        (await FindAsync()).ShouldHaveSingleItem().ShouldBe(
            $"{Path.Join(_mount, repository)} has a worktree at /home/me/app fix, which git worktree prune inside would forget. "
            + $"To keep it: git --no-pager -C \"{Path.Join(_mount, repository)}\" worktree lock \"/home/me/app fix\"");
    }

    [Test]
    public async Task Should_be_silent_on_what_prune_leaves()
    {
        Make("app", "inside", "/root/workspace/app-fix/.git\n");
        Make("app", "relative", "../../../../fix/.git\n");
        File.WriteAllText(Path.Combine(Make("app", "locked", "/home/me/fix/.git\n"), "locked"), "");

        (await FindAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_hand_nobody_a_command_that_an_agent_wrote()
    {
        Make("app", "evil", "/x\"; touch /tmp/x; \"\u001b[2J/.git\n");

        (await FindAsync()).ShouldHaveSingleItem().ShouldEndWith("/x\"; touch /tmp/x; \"\\u{1b}[2J, which git worktree prune inside would forget.");
    }

    [Test]
    public async Task Should_follow_no_link()
    {
        var place = Make("app", "fix", "/home/me/fix/.git\n");
        Directory.CreateSymbolicLink(Path.Combine(_mount, "linked"), Path.Combine(_mount, "app"));
        File.Move(Path.Combine(place, "gitdir"), Path.Combine(place, "other"));
        File.CreateSymbolicLink(Path.Combine(place, "gitdir"), "other");

        (await FindAsync()).ShouldBeEmpty();
    }

    private Task<IReadOnlyList<string>> FindAsync() => LinkedWorktrees.FindAsync(_mount, CancellationToken.None);

    private string Make(string repository, string name, string gitdir)
    {
        var place = Directory.CreateDirectory(Path.Combine(_mount, repository, ".git", "worktrees", name)).FullName;
        File.WriteAllText(Path.Combine(place, "gitdir"), gitdir);
        return place;
    }
}
