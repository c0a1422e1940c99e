namespace Host.Tests.Features.Review.Snapshots;

/// <summary>What git and its like obey in their own folders, where no editor looks.</summary>
public sealed class RepositoryTests
{
    private TreeFolder _tree = null!;

    [SetUp]
    public void CreateFolder() => _tree = new TreeFolder();

    [TearDown]
    public void RemoveFolder() => _tree.Dispose();

    [TestCase(".git")]
    [TestCase(".git/modules/sub")]
    [TestCase(".git/worktrees/tree")]
    [TestCase("bare.git")]
    [Platform("Unix")]
    public async Task Should_see_every_link_in_it_whether_it_stays_inside_or_not(string git)
    {
        _tree.Repository(git);
        _tree.Write("tools/pre-commit", "x");
        Directory.CreateDirectory(_tree.Full($"{git}/objects/pack"));
        var links = new[] { "hooks", "info", "objects/info", "objects/pack/x", "refs/x", "packed-refs", "logs", "index", "anything" };
        foreach (var link in links)
            Directory.CreateSymbolicLink(_tree.Full($"{git}/{link}"), _tree.Full("tools"));

        var seen = (await _tree.TakeAsync()).Paths.Where(path => path.Traits == "a link").ToList();

        seen.Select(path => path.Path).ShouldBe(links.Select(link => $"{git}/{link}"), ignoreOrder: true);
        seen.ShouldAllBe(path => path.Facts.Single().EndsWith("/tools", StringComparison.Ordinal));
    }

    [Test]
    [Platform("Unix")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Should_see_executables_anywhere_below_but_not_gits_samples()
    {
        _tree.Repository(".git");
        foreach (var path in new[] { "objects/ab/cdef", "lfs/x", "hooks/pre-push.sample", "description" })
        {
            _tree.Write($".git/{path}", "x");
            _tree.Mode($".git/{path}", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        (await _tree.SeeAsync()).ShouldBe(["repository .git", "executable .git/description", "executable .git/lfs/x", "executable .git/objects/ab/cdef"]);
    }

    [TestCase("commondir", "../elsewhere")]
    [TestCase("gitdir", "/x/.git")]
    [TestCase("objects/info/alternates", "/x/objects")]
    [TestCase("objects/info/http-alternates", "https://x.example/")]
    [TestCase("info/grafts", "a b")]
    [TestCase("info/sparse-checkout", "/*")]
    [TestCase("info/exclude", "evil.sh")]
    [TestCase("shallow", "a")]
    [TestCase("refs/replace/ab", "cd")]
    [TestCase("packed-refs", "a refs/replace/b")]
    [TestCase("rebase-merge/git-rebase-todo", "exec id")]
    [TestCase("rebase-apply/author-script", "id")]
    [TestCase("sequencer/todo", "exec id")]
    [TestCase("remotes/origin", "URL: ext::sh")]
    [TestCase("branches/x", "ext::sh")]
    [TestCase("sl/config", "[hooks]")]
    [TestCase("index", "no index")]
    [TestCase("sharedindex.abc", "no index")]
    [TestCase("hooks/lib/x", "x")]
    [TestCase("config.worktree", "[core]\nfsmonitor = x")]
    public async Task Should_see_what_git_obeys(string file, string text)
    {
        _tree.Repository("a/.git");
        _tree.Repository("a/.git/modules/sub");
        _tree.Write($"a/.git/{file}", text);
        _tree.Write($"a/.git/modules/sub/{file}", text);

        (await _tree.TakeAsync()).Paths.Where(path => !path.IsSilent).Select(path => path.Path)
            .ShouldBe(["a/.git", $"a/.git/{file}", "a/.git/modules/sub", $"a/.git/modules/sub/{file}"], ignoreOrder: true);
    }

    [Test]
    public async Task Should_see_nothing_of_gits_own_state_and_everything_else_right_in_it()
    {
        _tree.Repository(".git");
        foreach (var name in new[] { "COMMIT_EDITMSG", "ORIG_HEAD", "FETCH_HEAD", "MERGE_MSG", "description", "index.lock", "gc.log", "logs/HEAD", "refs/heads/main", "info/exclude" })
            _tree.Write($".git/{name}", "# x\n");
        _tree.Write(".git/packed-refs", "# pack-refs\nab refs/heads/main\n");
        (await _tree.SeeAsync()).ShouldBe(["repository .git"]);

        _tree.Write(".git/gitweb.conf", "x");
        (await _tree.SeeAsync()).ShouldBe(["repository .git", "unknown .git/gitweb.conf"]);
    }

    [Test]
    public async Task Should_follow_what_names_another_repository_or_another_configuration()
    {
        _tree.Repository("a/.git", $"[includeIf \"gitdir:x\"]\npath = \"{_tree.Full("more/one.cfg").Replace('\\', '/')}\"\n[include]\npath = ~/outside");
        _tree.Write("a/.git/worktrees/w/HEAD", "x");
        _tree.Write("a/.git/worktrees/w/commondir", "../../../../common\n");
        _tree.Write("more/one.cfg", "[include]\npath = two.cfg\n[core]\npager = x\nattributesFile = more/drivers");
        _tree.Write("more/two.cfg", "[core]\neditor = x");
        _tree.Write("common/config", "[core]\nfsmonitor = x");
        _tree.Write("common/hooks/post-checkout", "x");
        _tree.Write("z/checkout/.git", "gitdir: ../real\n");
        _tree.Write("z/real/config", "[alias]\nx = !id");

        (await _tree.SeeAsync()).ShouldBe(
        [
            "repository a/.git", "git-config a/.git/config", "repository a/.git/worktrees/w", "repository a/.git/worktrees/w/commondir", "repository common", "git-config common/config",
            "git-hook common/hooks/post-checkout", "git-config more/one.cfg", "git-config more/two.cfg", "repository z/checkout/.git", "repository z/real", "git-config z/real/config",
        ]);
    }

    [TestCase(".hg", "hgrc")]
    [TestCase(".hg", "sharedpath")]
    [TestCase(".jj", "repo/config.toml")]
    [TestCase(".sl", "config")]
    [TestCase(".bzr", "branch/branch.conf")]
    [TestCase("_darcs", "prefs/defaults")]
    [Platform("Unix")]
    public async Task Should_look_into_other_version_controls_as_well(string folder, string file)
    {
        _tree.Write($"a/{folder}/{file}", "x");
        _tree.Write($"a/{folder}/store/data", "x");
        _tree.Write($"a/{folder}/Makefile", "x");
        Directory.CreateSymbolicLink(_tree.Full($"a/{folder}/store/link"), "data");

        (await _tree.TakeAsync()).Paths.Select(path => path.Path).ShouldBe([$"a/{folder}", $"a/{folder}/{file}", $"a/{folder}/store/link"], ignoreOrder: true);
    }

    [Test]
    public async Task Should_see_a_configuration_that_is_no_text_or_that_git_cannot_read()
    {
        _tree.Repository(".git");
        File.WriteAllBytes(_tree.Full(".git/config"), [.. "[core]\n# "u8, 0xff, .. "\nfsmonitor = x\n[include]\npath = ../more\n[broken"u8]);
        _tree.Write("more", "[core]\npager = x");

        var seen = (await _tree.TakeAsync()).Paths.ToDictionary(path => path.Path, path => path.Facts, StringComparer.Ordinal);

        seen[".git/config"].ShouldBe(["core.fsmonitor = x", "include.path = ../more", "cannot be read as git does from line 6 on; look:", "[broken"]);
        seen["more"].ShouldBe(["core.pager = x"]);
    }
}
