using System.Security.Cryptography;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Files;

namespace Sandbox.Tests;

/// <summary>A sandbox that works in a git worktree of a repository, in which somebody has planted programs for git to run.</summary>
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
    public void Should_run_nothing_of_the_repository_on_the_host_or_for_the_other_agent()
    {
        File.Exists(Anywhere).ShouldBeFalse("the sandbox's own repository has a configuration of its own");
        File.Exists(OnHost).ShouldBeFalse();
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_take_over_what_was_committed_by_a_target_and_at_down(CancellationToken cancellation)
    {
        var inside = await ExecAsync(
            """
            cd app && git branch --show-current && echo second > new && git add new && git commit --quiet --message=second \
              && git switch --quiet --create topic HEAD~1 && git commit --quiet --allow-empty --message=third && git rebase --quiet fix/login \
              && git switch --quiet fix/login && git merge --quiet --ff-only topic && git config user.name A && git gc --quiet && git rev-parse HEAD
            """,
            cancellation);
        inside.ExitCode.ShouldBe(0, inside.Error);
        inside.Output.ShouldStartWith("fix/login\n");

        var fetch = await _copy.RunAsync("Fetch", _name, cancellation);
        fetch.ExitCode.ShouldBe(0, fetch.Error);
        fetch.Output.ShouldContain($"{Repository}: branch fix/login is now the same as in sandbox {_name}.");
        fetch.Output.ShouldContain($"Its other branches are there as sandbox/{_name}/topic");
        inside.Output.Trim().ShouldEndWith(await GitAsync("rev-parse", "refs/heads/fix/login"));
        (await GitAsync("log", "--format=%s", "--max-count=2", "fix/login")).ShouldBe("third\nsecond");
        File.Exists(Path.Combine(_copy.Of(_name).Projects, "app", "new")).ShouldBeTrue();
        File.Exists(Path.Combine(Repository, "new")).ShouldBeFalse("the other sandbox's files are not touched");

        (await ExecAsync("cd app && git commit --quiet --allow-empty --message=fourth && git branch --quiet -D topic", cancellation)).ExitCode.ShouldBe(0);
        var down = await _copy.RunAsync("Down", _name, cancellation);
        down.ExitCode.ShouldBe(0, down.Error);
        (await GitAsync("log", "--format=%s", "--max-count=1", "fix/login")).ShouldBe("fourth");
        (await GitAsync("branch", "--all", "--format=%(refname)")).ShouldNotContain("topic");
        await GitAsync("fsck", "--strict");
        File.Exists(OnHost).ShouldBeFalse();
        (await UpAsync(_name, cancellation)).ExitCode.ShouldBe(0);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_keep_its_agent_from_making_links_that_the_owners_git_writes_through(CancellationToken cancellation)
    {
        var victim = Path.Combine(_copy.Root, "bash_aliases");
        await File.WriteAllTextAsync(victim, "", cancellation);
        var git = Path.Combine(Repository, ".git");
        var planted = await ExecAsync(
            $$"""
            for place in packed-refs ai-sandbox/packed-refs logs/HEAD logs/refs/heads/evil refs/heads/evil objects/pack/x worktrees/app/commondir hooks/x config; do
              mkdir -p "$(dirname '{{git}}'/$place)"
              ln -sfn '{{victim}}' '{{git}}'/$place && echo $place
            done 2> /dev/null
            touch '{{git}}/objects/x' && echo objects; ls -A '{{git}}' '{{Projects}}'
            """,
            cancellation);
        (await _copy.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);

        var links = Directory.EnumerateFileSystemEntries(git, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).LinkTarget is not null);
        await GitAsync("branch", "evil");
        await GitAsync("gc", "--quiet");
        await GitAsync("branch", "--quiet", "-D", "evil");
        (await UpAsync(_name, cancellation)).ExitCode.ShouldBe(0, "what the owner tidied up is not what the sandbox needs");
        (await ExecAsync("cd app && git fsck --connectivity-only && cat file", cancellation)).Output.ShouldContain("first\n");

        // Inside, the way to the objects is made of folders of the container: what is put there is nobody's.
        links.ShouldBeEmpty();
        new FileInfo(victim).Length.ShouldBe(0);
        planted.Output.ShouldNotContain("other");
        Directory.Exists(Path.Combine(git, "worktrees")).ShouldBeFalse("no place there leads git to another configuration");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_leave_nothing_but_branches_and_objects_in_the_owners_repository(CancellationToken cancellation)
    {
        var before = Look();
        (await ExecAsync(
            """
            cd app && git commit --quiet --allow-empty --message=more && printf '#!/bin/sh\n' > .git/hooks/post-merge && chmod +x .git/hooks/post-merge \
              && git config core.fsmonitor 'touch /tmp/x' && git config remote.evil.url 'ext::touch /tmp/x' && git config extensions.partialClone evil
            """,
            cancellation)).ExitCode.ShouldBe(0);

        var fetch = await _copy.RunAsync("Fetch", _name, cancellation);
        fetch.ExitCode.ShouldBe(0, fetch.Error);
        string[] moved = ["logs/refs/heads/fix/login", $"logs/refs/remotes/sandbox/{_name}/fix/login", "refs/heads/fix/login", $"refs/remotes/sandbox/{_name}/fix/login"];
        Look().Except(before).Select(line => line.Split(' ')[0]).ShouldBe(moved, ignoreOrder: true);

        // Its own repository is Review's.
        var review = await _copy.RunAsync("Review", _name, cancellation);
        review.Output.ShouldContain("app/.git/hooks/post-merge");
        (await ExecAsync("cd app && rm .git/hooks/post-merge && git config --unset extensions.partialClone; git config --unset core.fsmonitor", cancellation)).ExitCode.ShouldBe(0);

        List<string> Look() => [.. Directory.EnumerateFiles(Path.Combine(Repository, ".git"), "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(Path.Combine(Repository, ".git"), file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
            .Where(line => !line.StartsWith("objects/", StringComparison.Ordinal))];
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_take_nothing_over_that_git_would_check_out_into_its_own_folder_or_that_lies_behind_a_link(CancellationToken cancellation)
    {
        (await ExecAsync(
            """
            cd app && blob=$(echo x | git hash-object -w --stdin) && inner=$(printf '100644 blob %s\tconfig\n' $blob | git mktree) \
              && tree=$(printf '040000 tree %s\t.git\n' $inner | git mktree) && git update-ref refs/heads/bad $(git commit-tree -m bad $tree)
            """,
            cancellation)).ExitCode.ShouldBe(0);
        var bad = await _copy.RunAsync("Fetch", _name, cancellation);
        bad.ExitCode.ShouldBe(ExitCodes.Failed);
        bad.Error.ShouldContain($"Nothing of sandbox {_name} was fetched into {Repository}");
        bad.Error.ShouldContain("hasDotgit");

        (await ExecAsync("cd app && git branch --quiet -D bad && mv .git other && ln -s other .git", cancellation)).ExitCode.ShouldBe(0);
        var linked = await _copy.RunAsync("Fetch", _name, cancellation);
        linked.ExitCode.ShouldBe(ExitCodes.Failed);
        linked.Error.ShouldContain("has no folder .git, or a link leads away from it");

        (await ExecAsync("cd app && rm .git && mv other .git", cancellation)).ExitCode.ShouldBe(0);
        (await _copy.RunAsync("Fetch", _name, cancellation)).ExitCode.ShouldBe(0, "the positive control");
        (await GitAsync("branch", "--all", "--format=%(refname)")).ShouldNotContain("bad");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_leave_a_branch_that_the_owner_works_on(CancellationToken cancellation)
    {
        (await ExecAsync("cd app && git commit --quiet --allow-empty --message=inside", cancellation)).ExitCode.ShouldBe(0);
        var old = await GitAsync("rev-parse", "fix/login");

        await GitAsync("symbolic-ref", "HEAD", "refs/heads/fix/login");
        var open = await _copy.RunAsync("Fetch", _name, cancellation);
        await GitAsync("symbolic-ref", "HEAD", "refs/heads/main");
        open.Output.ShouldContain($"git merge --ff-only sandbox/{_name}/fix/login");
        (await GitAsync("rev-parse", "fix/login")).ShouldBe(old);

        var own = await GitAsync("commit-tree", "-p", old, "-m", "own", $"{old}^{{tree}}");
        await GitAsync("update-ref", "refs/heads/fix/login", own);
        var apart = await _copy.RunAsync("Fetch", _name, cancellation);
        apart.ExitCode.ShouldBe(0);
        apart.Output.ShouldContain($"then git merge sandbox/{_name}/fix/login");
        (await GitAsync("rev-parse", "fix/login")).ShouldBe(own);
        (await GitAsync("log", "--format=%s", "--max-count=1", $"sandbox/{_name}/fix/login")).ShouldBe("inside");

        await GitAsync("update-ref", "refs/heads/fix/login", old);
        (await _copy.RunAsync("Fetch", _name, cancellation)).Output.ShouldContain($"branch fix/login is now the same as in sandbox {_name}.");
    }

    [Test]
    [CancelAfter(600_000)]
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
    [CancelAfter(600_000)]
    public async Task Should_move_a_worktree_of_the_form_before_over_with_its_files(CancellationToken cancellation)
    {
        var missing = await UpAsync(Second, cancellation, "--worktree=x", "--project=nothing");
        missing.ExitCode.ShouldBe(ExitCodes.Usage);
        missing.Error.ShouldContain("--project=nothing: there is no such folder");

        var git = Path.Combine(Repository, ".git");
        var victim = Path.Combine(_copy.Root, "profile");
        var tree = Path.Combine(_copy.Of(Second).Projects, "app");
        await GitAsync("worktree", "add", "--quiet", "--lock", "-b", "old", tree);
        await GitAsync("pack-refs", "--all");
        Directory.CreateDirectory(Path.Combine(git, "ai-sandbox"));
        File.Move(Path.Combine(git, "packed-refs"), Path.Combine(git, "ai-sandbox", "packed-refs"));
        File.CreateSymbolicLink(Path.Combine(git, "packed-refs"), "ai-sandbox/packed-refs");
        File.CreateSymbolicLink(Path.Combine(git, "logs", "refs", "heads", "evil"), victim);
        _copy.Write(Path.Combine(tree, "uncommitted"), "work\n");
        _copy.Write(Path.Combine("sandboxes", Second, "worktree.json"), $$"""{ "projects": "{{Projects}}", "project": "app", "branch": "old", "id": "app" }""");

        var up = await UpAsync(Second, cancellation);

        up.ExitCode.ShouldBe(0, up.Error);
        var inside = await _copy.RunAsync("Exec", Second, cancellation, "--command=cd app && git status --short --branch && git log --format=%s -1 && git worktree list | wc -l");
        inside.Output.ShouldBe("## old\n?? uncommitted\nfirst\n1\n");
        new FileInfo(Path.Combine(git, "packed-refs")).LinkTarget.ShouldBeNull();
        (await GitAsync("worktree", "list")).Split('\n').ShouldHaveSingleItem();
        await GitAsync("branch", "--quiet", "evil");
        File.Exists(victim).ShouldBeFalse("the link that the agent had made is gone");
        Directory.Exists(Path.Combine(git, "ai-sandbox")).ShouldBeFalse();
        Directory.Exists(Path.Combine(git, "worktrees")).ShouldBeFalse();
        (await GitAsync("rev-parse", "old")).ShouldBe(await GitAsync("rev-parse", "main"), "no branch was lost");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_not_forget_the_owners_worktrees_of_a_mounted_repository(CancellationToken cancellation)
    {
        var mounted = Path.Combine(_copy.Of(_name).Projects, "mounted");
        var elsewhere = Path.Combine(_copy.Root, "elsewhere");
        var place = Path.Combine(mounted, ".git", "worktrees", "elsewhere");
        await GitAsync("clone", "--quiet", ".", mounted);
        await GitAsync("-C", mounted, "worktree", "add", "--quiet", "-b", "elsewhere", elsewhere);

        var up = await UpAsync(_name, cancellation);
        up.Output.ShouldContain($"To keep it: git --no-pager -C \"{mounted}\" worktree lock \"{elsewhere}\"");
        (await ExecAsync("cd mounted && touch -d '2 years ago' .git/worktrees/elsewhere/* && git gc --quiet", cancellation)).ExitCode.ShouldBe(0);
        Directory.Exists(place).ShouldBeTrue("the image keeps git gc from it");

        await GitAsync("-C", mounted, "worktree", "lock", elsewhere);
        (await UpAsync(_name, cancellation)).Output.ShouldNotContain("worktree lock");
        (await ExecAsync("git -C mounted worktree prune", cancellation)).ExitCode.ShouldBe(0);
        Directory.Exists(place).ShouldBeTrue("it is locked");

        await GitAsync("-C", mounted, "worktree", "unlock", elsewhere);
        (await ExecAsync("git -C mounted worktree prune", cancellation)).ExitCode.ShouldBe(0);
        Directory.Exists(place).ShouldBeFalse("the positive control: this is what Up had said");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_not_come_up_when_a_folder_of_the_repository_is_a_link_to_elsewhere(CancellationToken cancellation)
    {
        (await _copy.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);
        var objects = Path.Combine(Repository, ".git", "objects");
        var elsewhere = Path.Combine(Projects, "other", "objects");
        Directory.Move(objects, elsewhere);
        Directory.CreateSymbolicLink(objects, elsewhere);

        var up = await UpAsync(_name, cancellation);
        var exec = await ExecAsync("true", cancellation);
        Directory.Delete(objects);
        Directory.Move(elsewhere, objects);

        up.ExitCode.ShouldBe(ExitCodes.Failed);
        up.Error.ShouldContain("a link was put in the place of a folder");
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
        new Command("git", ["-C", Repository, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "filter.planted.smudge=cat", .. arguments])
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
