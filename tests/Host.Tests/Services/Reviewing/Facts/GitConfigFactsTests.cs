using AiSandbox.Host.Services.Reviewing.Facts;

namespace Host.Tests.Services.Reviewing.Facts;

public sealed class GitConfigFactsTests
{
    [TestCase("[core]\n\tfsmonitor = ./x.sh", "core.fsmonitor = ./x.sh")]
    [TestCase("[CORE] HooksPath=hooks ; comment", "CORE.HooksPath = hooks")]
    [TestCase("[core]\r\n\tsshCommand = \"ssh # -v\"\r\n", "core.sshCommand = ssh # -v")]
    [TestCase("[alias]\n x = \"!sh -c \\\"id\\\"\"", "alias.x = !sh -c \"id\"")]
    [TestCase("[filter \"a]b\"]\n smudge = cmd", "filter.a]b.smudge = cmd")]
    [TestCase("[url \"ext::sh -c id\"]\n insteadOf = https://", "url.ext::sh -c id.insteadOf = https://")]
    [TestCase("[include]\n path = ../x", "include.path = ../x")]
    [TestCase("[credential]\n helper = \"!f() { \\\n id; }; f\"", "credential.helper = !f() {  id; }; f")]
    [TestCase("[credential]\n helper", "credential.helper = true")]
    [TestCase("\ufeff[remote \"o\"]\n url = ext::sh", "remote.o.url = ext::sh")]
    [TestCase("[branch \"m\"]\n mergeOptions = x", "branch.m.mergeOptions = x")]
    [TestCase("[core\n fsmonitor = x", ".[core = true|.fsmonitor = x")]
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
            merge = refs/heads/main
        # fsmonitor = x
        """).ShouldBeEmpty();

    [Test]
    public void Should_find_all_values_of_a_key_whatever_its_case() =>
        GitConfigFacts.Values("[Core]\nhookspath=a\n[core]\nhooksPath=b", "core.hooksPath").ShouldBe(["a", "b"]);
}
