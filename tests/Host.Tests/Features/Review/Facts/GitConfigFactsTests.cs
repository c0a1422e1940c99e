using AiSandbox.Host.Features.Review.Facts;

namespace Host.Tests.Features.Review.Facts;

public sealed class GitConfigFactsTests
{
    [TestCase("[core]\n\tfsmonitor = ./x.sh", "core.fsmonitor = ./x.sh")]
    [TestCase("[CORE] HooksPath=hooks ; comment", "core.hookspath = hooks")]
    [TestCase("[core]\r\n\tsshCommand = \"ssh # -v\"\r\n", "core.sshcommand = ssh # -v")]
    [TestCase("[alias]\n x = \"!sh -c \\\"id\\\"\"", "alias.x = !sh -c \"id\"")]
    [TestCase("[filter \"a]b\"]\n smudge = cmd", "filter.a]b.smudge = cmd")]
    [TestCase("[url \"ext::sh -c id\"]\n insteadOf = https://", "url.ext::sh -c id.insteadof = https://")]
    [TestCase("[include]\n path = ../x", "include.path = ../x")]
    [TestCase("[credential]\n helper = \"!f() { \\\n id; }; f\"", "credential.helper = !f() {  id; }; f")]
    [TestCase("[credential]\n helper", "credential.helper = true")]
    [TestCase("\ufeff[remote \"o\"]\n url = ext::sh", "remote.o.url = ext::sh")]
    [TestCase("[branch \"m\"]\n mergeOptions = x", "branch.m.mergeoptions = x")]
    [TestCase("[core]\n# c \\\n fsmonitor = x", "core.fsmonitor = x")]
    [TestCase("[core]\n a = b # c \\\n fsmonitor = x", "core.a = b|core.fsmonitor = x")]
    [TestCase("[core]\n pager = x\n[core\n fsmonitor = x", "core.pager = x|cannot be read as git does from line 3 on; look:|[core| fsmonitor = x")]
    [TestCase("[branch \"m\"]\n remote = ext::sh", "branch.m.remote = ext::sh")]
    [TestCase("[branch \"m\"]\n remote = ../x", "branch.m.remote = ../x")]
    [TestCase("[branch \"m\"]\n remote", "branch.m.remote = true")]
    [TestCase("[remote \"../x\"]\n promisor", "remote.../x.promisor = true")]
    [TestCase("[remote \"o\"]\n fetch = +refs/heads/*:refs/heads/*", "remote.o.fetch = +refs/heads/*:refs/heads/*")]
    [TestCase("[unheard-of]\n of = x", "unheard-of.of = x")]
    public void Should_show_every_key_that_may_run_something(string config, string facts) =>
        string.Join('|', GitConfigFacts.Read(config)).ShouldBe(facts);

    [Test]
    public void Should_show_nothing_of_what_git_writes_by_itself() => GitConfigFacts.Read(
        """
        [core]
            repositoryformatversion = 0
            filemode = true
            bare = false
            logallrefupdates = true
        [remote "origin"]
            fetch = +refs/heads/*:refs/remotes/origin/*
        [branch "main"]
            remote = origin
            Rebase = true
            merge = refs/heads/main
        # fsmonitor = x
        """).ShouldBeEmpty();
}
