using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Git;
using CsCheck;
using Host.Tests.Features.Lifecycle.Identity;

namespace Host.Tests.Platform.Git;

public sealed class GitConfigTests
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 1, 20],
        Gen.String[Gen.OneOf(Gen.Char["\"\\#; "], Gen.Char['a', 'ÿ']), 1, 12])
        .Where(name => GitIdentity.FaultInName(name) is null);

    private static readonly Gen<string> Piece = Any(
        "core", "Remote", "a-b", "x1", "é", "1", "=", " = ", "=", "[", "]", "[core]", "[remote \"O\"]", "[Old.Sub]", "[ \"x\"]", "\"", "\\", "\\\\", "\\\"",
        "\\n", "\\t", "\\b", "\\q", "\\\n", "\\\r\n", " ", "  ", "\t", "\n", "\n", "\n", "\r\n", "\r", "#", ";", "# c\\\n", "; \"\n", ".", "-", "\v", "\0", "\uFEFF");

    private static readonly Gen<string> Line = Gen.OneOf(
        Any("[core]", "[Remote \"a\\\"b ]\\c\"]", "[a.B]", "[ \"x\"] y", "[core] fsmonitor = a ; c", "[branch \"x\"]; c", "# c \\", "; c \\\\", "", "[url \"ext::sh -c id\"]"),
        Gen.Select(Any("k", "\tHooksPath", "a-1 ", "fsMonitor\t"), Piece.Array[0, 6], (key, value) => $"{key} = {string.Concat(value)}"),
        Any("k", "k = \"a # b\" c ; d", "k = a \\", "k = a # b \\", "k = \"a \\", "k = \"\" \t x\ty ", "k = \\\"", "k=a\"b\"c", "k = a;\\", "k\t=\t\ta \"\" "))
        .SelectMany(line => Any(line + "\n", line + "\n", line + "\n", line + "\r\n", line));

    private static readonly Gen<string> Files = Gen.Frequency(
        (6, Line.Array[0, 12].Select(string.Concat)), (1, Line.Array[0, 8].Select(lines => "\uFEFF" + string.Concat(lines))), (3, Piece.Array[0, 30].Select(string.Concat)));

    private string _file = null!;

    [SetUp]
    public void CreateFolder() => _file = Path.Combine(Directory.CreateTempSubdirectory("git config ").FullName, "config");

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Test]
    [CancelAfter(120_000)]
    public void Should_read_what_git_reads_and_give_up_where_git_does()
    {
        Tool.Need("git");
        Files.Sample(
            text =>
            {
                var (keys, faultLine) = ReadByGit(text);
                var ours = GitConfig.Parse(text);

                // Git counts the end of a line with the line before it or behind it.
                (ours.FaultLine is null).ShouldBe(faultLine is null);
                (faultLine - ours.FaultLine ?? 0).ShouldBeInRange(0, 1);
                ours.Keys.Select(key => key.Value is null ? key.Name : $"{key.Name}\n{key.Value}").Select(Plain).ShouldBe(keys.Select(Plain));
            },
            iter: 600,
            threads: 1);

        // From 2.45 on git keeps the kind of a space in the middle of a value, before that it made a blank of it.
        static string Plain(string key) => key.Replace('\t', ' ').Replace('\r', ' ');
    }

    [Test]
    [CancelAfter(60_000)]
    public void Should_quote_a_name_so_that_git_and_we_read_it_back()
    {
        Tool.Need("git");
        Name.Sample(name => GitConfig.Parse($"[user]\n\tname = {GitConfig.Quote(name)}\n").Values("user.name").ShouldBe([name]));
        Name.Sample(name => ReadByGit($"[user]\n\tname = {GitConfig.Quote(name)}\n").Keys.ShouldBe([$"user.name\n{name}"]), iter: 50, threads: 1);
    }

    [TestCase("[core]\n# c \\\nfsmonitor = x", "core.fsmonitor=x")]
    [TestCase("[core] a = b # c \\\nfsmonitor = x", "core.a=b core.fsmonitor=x")]
    [TestCase("[core] a = b \\\nfsmonitor = x", "core.a=b fsmonitor = x")]
    [TestCase("[A \"B\"] C = 1\n[A.B] c = 2", "a.B.c=1 a.b.c=2")]
    [TestCase("[user]\nname = plain name  \n", "user.name=plain name")]
    [TestCase("[user] # c\nname = \"a # b\" ; c", "user.name=a # b")]
    [TestCase("\uFEFF[user]\r\nname = x\r\n", "user.name=x")]
    [TestCase("# [user]\n# name = no\n", "")]
    public void Should_read_what_a_person_or_an_attacker_wrote(string text, string keys) =>
        string.Join(' ', GitConfig.Parse(text).Keys.Select(key => $"{key.Name}={key.Value}")).ShouldBe(keys);

    [Test]
    public void Should_take_a_name_apart()
    {
        var key = GitConfig.Parse("[Remote \"a.b\"] URL").Keys.ShouldHaveSingleItem();

        (key.Section, key.Subsection, key.Variable, key.Value).ShouldBe(("remote", "a.b", "url", null));
        GitConfig.Parse("[core] bare").Keys.Single().Subsection.ShouldBeEmpty();
    }

    // As git lists it: an origin, then the key, a line feed and the value; a key that is true by its name alone has neither of these.
    private (IReadOnlyList<string> Keys, int? FaultLine) ReadByGit(string text)
    {
        File.WriteAllText(_file, text);
        var listed = Tool.Runner.TryAsync(
            new Command("git", ["config", "--list", "--show-origin", "-z", "--file", _file]), TestContext.CurrentContext.CancellationToken).GetAwaiter().GetResult();
        var words = listed.Output.Split('\0', StringSplitOptions.None);
        var fault = listed.Error.Split("bad config line ") is [_, var where] ? int.Parse(where.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
        (listed.ExitCode == 0).ShouldBe(fault is null, listed.Error);

        return ([.. words.Where((_, i) => i % 2 == 1)], fault);
    }

    private static Gen<string> Any(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
