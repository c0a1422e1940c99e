using AiSandbox.Host.Features.Worktrees;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace Host.Tests.Features.Worktrees;

public sealed class ProjectRepositoryTests
{
    private string _projects = null!;

    [SetUp]
    public void CreateProjects() => _projects = RealPath.Of(Directory.CreateTempSubdirectory("ai sandbox ").FullName);

    [TearDown]
    public void RemoveProjects() => Directory.Delete(_projects, recursive: true);

    [TestCase("app")]
    [TestCase("group/app")]
    public void Should_find_a_repository_below_the_projects(string project)
    {
        var repository = Make(project);

        ProjectRepository.Find(_projects, project).ShouldBe(repository);
    }

    [Test]
    public void Should_refuse_what_is_no_repository_of_its_own()
    {
        Directory.CreateDirectory(Path.Combine(_projects, "plain"));
        Directory.CreateDirectory(Path.Combine(_projects, "module"));
        File.WriteAllText(Path.Combine(_projects, "module", ".git"), "gitdir: ../app/.git/modules/module\n");

        Refusal("missing").ShouldContain("there is no such folder");
        Refusal("plain").ShouldContain("it is not a git repository");
        Refusal("module").ShouldContain("a worktree or a submodule");
    }

    [Test]
    [Platform("Unix")]
    public void Should_refuse_links_which_an_agent_may_have_made()
    {
        var app = Make("app");
        Directory.CreateSymbolicLink(Path.Combine(_projects, "linked"), app);
        Directory.CreateDirectory(Path.Combine(_projects, "half"));
        Directory.CreateSymbolicLink(Path.Combine(_projects, "half", ".git"), Path.Combine(app, ".git"));

        Refusal("linked").ShouldContain("a link leads away from it");
        Refusal("half").ShouldContain("its .git is a link");
    }

    private string Make(string project) =>
        Directory.CreateDirectory(Path.Combine(_projects, Path.Combine(project.Split('/')), ".git")).Parent!.FullName;

    private string Refusal(string project)
    {
        var refused = Should.Throw<SandboxException>(() => ProjectRepository.Find(_projects, project));

        (refused.ExitCode, refused.Next).ShouldBe((ExitCodes.Usage, $"ls '{_projects}'"));
        return refused.Message;
    }
}
