using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace Host.Tests.Cli;

public sealed class WorktreeRequestTests
{
    [TestCase("fix/login", "app", "app")]
    [TestCase("main", "group/app/", "group/app")]
    [TestCase("release-1.2_x", "My App", "My App")]
    public void Should_take_a_branch_and_a_project(string branch, string project, string read) =>
        Read("--name=box", $"--worktree={branch}", $"--project={project}").ShouldBe(new WorktreeRequest(branch, read));

    [Test]
    public void Should_be_nothing_when_neither_is_given() => Read("--name=box").ShouldBeNull();

    [TestCase("--name=box", "--worktree=fix")]
    [TestCase("--name=box", "--project=app")]
    [TestCase("--worktree=fix", "--project=app")]
    public void Should_ask_for_what_is_missing(params string[] arguments) =>
        Should.Throw<UsageException>(() => Read(arguments)).Message.ShouldContain("--name=SANDBOX --worktree=BRANCH --project=FOLDER");

    [Test]
    public void Should_refuse_another_folder_to_mount() =>
        Should.Throw<UsageException>(() => Read("--name=box", "--worktree=fix", "--project=app", "--mount=/code")).Message.ShouldContain("--mount");

    [TestCase("")]
    [TestCase("-b")]
    [TestCase("a b")]
    [TestCase("a..b")]
    [TestCase("a\nb")]
    [TestCase("$(touch x)")]
    [TestCase(":refs/heads/x")]
    public void Should_refuse_what_is_no_branch(string branch) =>
        Should.Throw<UsageException>(() => Read("--name=box", $"--worktree={branch}", "--project=app")).Message.ShouldContain("--worktree");

    [TestCase("")]
    [TestCase("..")]
    [TestCase("../elsewhere")]
    [TestCase("app/../../etc")]
    [TestCase("/etc")]
    [TestCase(".git")]
    [TestCase("app/.git")]
    [TestCase("app\nx")]
    [TestCase("a//b")]
    public void Should_refuse_what_leads_elsewhere(string project) =>
        Should.Throw<UsageException>(() => Read("--name=box", "--worktree=fix", $"--project={project}")).Message.ShouldContain("--project");

    private static WorktreeRequest? Read(params string[] arguments) => WorktreeRequest.Read(CommandLine.Parse(arguments, []));
}
