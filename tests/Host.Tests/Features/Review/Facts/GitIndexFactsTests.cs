using System.Buffers.Binary;
using System.Text;
using AiSandbox.Host.Features.Review.Facts;
using AiSandbox.Host.Platform.Commands;
using CsCheck;
using Host.Tests.Features.Lifecycle.Identity;
using Host.Tests.Features.Review.Snapshots;

namespace Host.Tests.Features.Review.Facts;

public sealed class GitIndexFactsTests
{
    private const int File = 0x81a4, Link = 0xa000, Submodule = 0xe000;

    [TestCase("../x")]
    [TestCase("a/../../x")]
    [TestCase("/etc/x")]
    [TestCase("a//x")]
    [TestCase("./x")]
    [TestCase("..\\x")]
    [TestCase("C:/x")]
    [TestCase(".git/config")]
    [TestCase("a/.GIT/hooks/post-checkout")]
    [TestCase("git~1/config")]
    [TestCase(".git /config")]
    [TestCase(".git./config")]
    [TestCase(".git::$INDEX_ALLOCATION/config")]
    [TestCase(".g\u200cit/config")]
    [TestCase("a\\.git\\config")]
    public void Should_name_a_path_that_leads_elsewhere_in_every_version(string path)
    {
        foreach (var (version, hash) in new[] { (2, 20), (3, 20), (4, 20), (2, 32), (4, 32) })
            GitIndexFacts.Read(Index(version, hash, ("README.md", File, 0), (path, File, 0), ("src/a", File, 0))).ShouldHaveSingleItem().ShouldEndWith(path);
    }

    [Test]
    public void Should_name_what_git_does_not_write()
    {
        GitIndexFacts.Read(Index(2, 20, ("a", Link, 0), ("A/x", File, 0))).ShouldHaveSingleItem().ShouldBe("lies below a link or a submodule: A/x");
        GitIndexFacts.Read(Index(2, 20, ("a", Submodule, 0), ("a/x", File, 0))).ShouldHaveSingleItem();
        GitIndexFacts.Read(Index(2, 20, (".gitmodules", Link, 0))).ShouldHaveSingleItem().ShouldBe("a link where git expects a file: .gitmodules");
        GitIndexFacts.Read(Index(2, 20, ("a", 0x89ed, 0))).ShouldHaveSingleItem().ShouldBe("a mode that git does not write, 104755: a");
        GitIndexFacts.Read(Index(2, 20, ("a", File, 0x8000))).ShouldHaveSingleItem().ShouldContain("assume-unchanged: a");
        GitIndexFacts.Read(Index(3, 20, ("a", File, 0x40004000))).ShouldHaveSingleItem().ShouldContain("skip-worktree: 1");
        GitIndexFacts.Read(Index(2, 20, ("", File, 0))).ShouldHaveSingleItem().ShouldBe("a path without a name");
    }

    [TestCase("EOIE")]
    [TestCase("IEOT")]
    public void Should_name_a_table_that_sends_a_thread_of_git_elsewhere(string table)
    {
        var index = Index(2, 20, ("a", File, 0));
        var more = new byte[8 + 12];
        Encoding.ASCII.GetBytes(table, more);
        more[7] = 12;
        more[11] = 1;

        GitIndexFacts.Read([.. index[..^20], .. more, .. index[^20..]]).ShouldHaveSingleItem().ShouldBe($"its table {table} leads elsewhere");
    }

    [Test]
    public void Should_say_so_when_it_is_no_index()
    {
        foreach (var bytes in new[] { [], "DIRC"u8.ToArray(), Index(5, 20), Index(2, 20, ("a", File, 0))[..60], Index(2, 20, (new string('a', 5000), File, 0)) })
            GitIndexFacts.Read(bytes).ShouldHaveSingleItem().ShouldBe("cannot be read as git does; look");
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Should_find_nothing_wrong_with_what_git_itself_writes()
    {
        Tool.Need("git");
        using var tree = new TreeFolder();
        foreach (var name in new[] { "a", "dir/b", "dir/c.x", ".gitignore", ".github/x", "ä", "xx:y~1.txt", new string('l', 200) + "/z" }.Where(name => !OperatingSystem.IsWindows() || !name.Contains(':', StringComparison.Ordinal)))
            tree.Write(name, name);
        foreach (var line in new[]
        {
            "init --quiet", "add --all", "update-index --index-version 4", "update-index --index-version 3", "update-index --split-index", "update-index --no-split-index", "update-index --untracked-cache",
            "-c user.name=x -c user.email=x@example.org commit --quiet --message=x", "checkout --quiet -b other", "rm --quiet --cached a", "-c index.threads=2 add a",
        })
        {
            (await Tool.Runner.TryAsync(new Command("git", ["-C", tree.Root, .. line.Split(' ')]), TestContext.CurrentContext.CancellationToken)).ExitCode.ShouldBe(0, line);
            foreach (var index in Directory.GetFiles(tree.Full(".git"), "*index*"))
                GitIndexFacts.Read(await System.IO.File.ReadAllBytesAsync(index)).ShouldBeEmpty(line);
        }

        (await tree.SeeAsync()).ShouldNotContain(path => path.EndsWith("index", StringComparison.Ordinal));
    }

    [Test]
    public void Should_end_whatever_the_bytes_are()
    {
        var index = Index(4, 20, ("a", File, 0), ("a/b", File, 0), ("c", Link, 0));
        Gen.Select(Gen.Int[0, index.Length - 1], Gen.Byte).Array[1, 6].Sample(changes =>
        {
            var bytes = index.ToArray();
            foreach (var (at, value) in changes)
                bytes[at] = value;
            return GitIndexFacts.Read(bytes).Count <= 50;
        });
    }

    private static byte[] Index(int version, int hash, params (string Path, int Mode, int Flags)[] entries)
    {
        var bytes = new List<byte>("DIRC"u8.ToArray());
        Number(version);
        Number(entries.Length);
        var before = 0;
        foreach (var (path, mode, flags) in entries)
        {
            var (start, name) = (bytes.Count, Encoding.UTF8.GetBytes(path));
            bytes.AddRange(new byte[24]);
            Number(mode);
            bytes.AddRange(new byte[12 + hash]);
            var all = flags & 0xffff | Math.Min(name.Length, 0xfff);
            bytes.AddRange([(byte)(all >> 8), (byte)all]);
            if ((all & 0x4000) != 0)
                bytes.AddRange([(byte)(flags >> 24), (byte)(flags >> 16)]);
            if (version == 4)
                bytes.Add((byte)before);
            bytes.AddRange([.. name, 0]);
            while (version != 4 && (bytes.Count - start) % 8 != 0)
                bytes.Add(0);
            before = name.Length;
        }

        return [.. bytes, .. new byte[hash]];

        void Number(int value)
        {
            var four = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(four, value);
            bytes.AddRange(four);
        }
    }
}
