using System.Security.Cryptography;
using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Files;
using AiSandbox.Host.Services;

namespace Sandbox.Tests;

/// <summary>A sandbox that works in a git worktree of a repository, in which somebody has planted programs for git to run.</summary>
[NonParallelizable]
[Platform("Unix")]
public sealed class WorktreeTests
{
    private readonly string _name = $"tree-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly CheckoutCopy _copy = new();
    private readonly CommandRunner _commands = new();

    private string Second => $"{_name}-2";

    private string Projects => Path.Combine(_copy.Root, "projects");

    private string Repository => Path.Combine(Projects, "app");

    // Outside of what any container sees.
    private string OnHost => Path.Combine(_copy.Root, "ran-on-the-host");

    private string Anywhere => Path.Combine(Projects, "ran");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Directory.CreateDirectory(Path.Combine(Projects, "other"));
        await File.WriteAllTextAsync(Path.Combine(Projects, "other", "secret"), "secret\n");
        Directory.CreateDirectory(Repository);
        await GitAsync("init", "--quiet", "--initial-branch=main");
        await File.WriteAllTextAsync(Path.Combine(Repository, "file"), "first\n");
        await File.WriteAllTextAsync(Path.Combine(Repository, ".gitattributes"), "file filter=planted\n");
        await GitAsync("add", ".");
        await GitAsync("commit", "--quiet", "--message=first");
        await PlantAsync();

        var up = await UpAsync(_name, CancellationToken.None, "--worktree=fix/login", "--project=app");
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        foreach (var name in new[] { Second, _name })
            (await _copy.RunAsync("Cleanup", name, CancellationToken.None, "--yes")).ExitCode.ShouldBe(0);
        _copy.Dispose();
    }

    [Test]
    public void Should_run_nothing_of_the_repository_on_the_host()
    {
        File.Exists(Anywhere).ShouldBeTrue("git runs the filter where it makes the worktree: in a container");
        File.Exists(OnHost).ShouldBeFalse();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Should_show_a_commit_outside_that_was_made_inside(CancellationToken cancellation)
    {
        var inside = await ExecAsync(
            """
            cd app && git branch --show-current && echo second > new && git add new && git commit --quiet --message=second \
              && git switch --quiet --create topic HEAD~1 && git commit --quiet --allow-empty --message=third && git rebase --quiet fix/login \
              && git switch --quiet fix/login && git merge --quiet --ff-only topic && git branch --quiet --delete topic 2> /dev/null; git rev-parse HEAD
            """,
            cancellation);

        inside.ExitCode.ShouldBe(0, inside.Error);
        inside.Output.ShouldStartWith("fix/login\n");
        inside.Output.Trim().ShouldEndWith(await GitAsync("rev-parse", "refs/heads/fix/login"));
        (await GitAsync("log", "--format=%s", "fix/login")).ShouldBe("third\nsecond\nfirst");
        (await GitAsync("branch", "--format=%(refname:short)")).ShouldBe("fix/login\nmain");
        File.Exists(Path.Combine(_copy.Of(_name).Projects, "app", "new")).ShouldBeTrue();
        File.Exists(Path.Combine(Repository, "new")).ShouldBeFalse("the other sandbox's files are not touched");
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Should_leave_hooks_and_configuration_out_of_the_sandboxs_reach_and_other_projects_out_of_its_sight(CancellationToken cancellation)
    {
        var git = Path.Combine(Repository, ".git");
        var seen = await ExecAsync(
            $"cd {git}; for file in objects/x hooks/x config commondir info/x; do (: >> $file) 2> /dev/null && echo $file; done; rm -f objects/x; ls -A ..; ls -A {Projects}",
            cancellation);

        seen.Output.ShouldBe("objects/x\n.git\napp\n");
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Should_remember_the_worktree_and_have_one_at_a_time(CancellationToken cancellation)
    {
        var again = await UpAsync(_name, cancellation);
        again.ExitCode.ShouldBe(0, again.Error);
        (await ExecAsync("cat app/file", cancellation)).Output.ShouldBe("first\n");

        var other = await UpAsync(_name, cancellation, "--worktree=other", "--project=app");
        other.ExitCode.ShouldBe(ExitCodes.Usage);
        other.Error.ShouldContain($"Sandbox {_name} works in a worktree of app on fix/login");
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Should_say_why_when_git_would_not(CancellationToken cancellation)
    {
        var taken = await UpAsync(Second, cancellation, "--worktree=main", "--project=app");
        taken.ExitCode.ShouldBe(ExitCodes.Failed);
        taken.Error.ShouldContain("No worktree of app on main: fatal: 'main' is already used by worktree");

        var missing = await UpAsync(Second, cancellation, "--worktree=x", "--project=nothing");
        missing.ExitCode.ShouldBe(ExitCodes.Usage);
        missing.Error.ShouldContain("--project=nothing: there is no such folder");
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Should_not_stay_up_when_a_folder_of_the_repository_is_a_link_to_elsewhere(CancellationToken cancellation)
    {
        (await _copy.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);
        var refs = Path.Combine(Repository, ".git", "refs");
        var elsewhere = Path.Combine(_copy.Root, "elsewhere");
        Directory.Move(refs, elsewhere);
        Directory.CreateSymbolicLink(refs, elsewhere);

        var up = await UpAsync(_name, cancellation);
        var exec = await ExecAsync("true", cancellation);
        Directory.Delete(refs);
        Directory.Move(elsewhere, refs);

        up.ExitCode.ShouldBe(ExitCodes.Failed);
        up.Error.ShouldContain($"The worktree's repository is not what is mounted, and the sandbox was stopped: nothing is mounted at {refs}");
        exec.Error.ShouldContain("is not up");
        (await UpAsync(_name, cancellation)).ExitCode.ShouldBe(0, "the positive control");
    }

    // A filter, a hook and a watcher: each says that it ran, on the host and wherever else it can.
    private async Task PlantAsync()
    {
        var program = Path.Combine(Repository, ".git", "planted");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n(: > '{OnHost}') 2> /dev/null\n: > '{Anywhere}'\ncat\n");
        FileStore.SetMode(program, (UnixFileMode)0b111_101_101);
        File.Copy(program, Path.Combine(Repository, ".git", "hooks", "post-checkout"));
        await GitAsync("config", "filter.planted.smudge", program);
        await GitAsync("config", "core.fsmonitor", program);
        await GitAsync("config", "core.sshCommand", program);
    }

    private Task<CommandResult> UpAsync(string name, CancellationToken cancellation, params string[] more) =>
        _copy.RunAsync("Up", name, cancellation, more);

    private Task<CommandResult> ExecAsync(string line, CancellationToken cancellation) =>
        _copy.RunAsync("Exec", _name, cancellation, $"--command=export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org; {line}");

    private async Task<string> GitAsync(params string[] arguments) => (await _commands.RunAsync(
        new Command("git", ["-C", Repository, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", .. arguments])
        {
            Environment = new Dictionary<string, string?>
            {
                ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                ["GIT_AUTHOR_NAME"] = "A",
                ["GIT_AUTHOR_EMAIL"] = "a@example.org",
                ["GIT_COMMITTER_NAME"] = "A",
                ["GIT_COMMITTER_EMAIL"] = "a@example.org",
            },
        },
        CancellationToken.None)).Output.Trim();
}
