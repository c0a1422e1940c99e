using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Git;

namespace Host.Tests.Platform.Git;

public sealed class GitBlameTests
{
    private readonly CommandRunner _commands = new();
    private DirectoryInfo _folder = null!;

    private string List => Path.Combine(_folder.FullName, "list.txt");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("ai-sandbox-");

    [TearDown]
    public void RemoveFolder()
    {
        // Git's objects are read-only, which Windows takes seriously.
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        _folder.Delete(recursive: true);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_tell_who_added_a_line_and_which_lines_nobody_has_committed(CancellationToken cancellation)
    {
        await CommitAsync(cancellation);
        await File.AppendAllTextAsync(List, "two\n", cancellation);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "other.txt"), "one\n", cancellation);

        var origin = (await BlameAsync(List, 1, cancellation)).ShouldNotBeNull();
        origin.Author.ShouldBe("Ann Example");
        origin.Summary.ShouldBe("The first line");
        origin.Time.ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000));
        origin.Commit.ShouldNotBeNull().Length.ShouldBe(40);
        (await BlameAsync(List, 2, cancellation)).ShouldBe(LineOrigin.NotCommitted);
        (await BlameAsync(Path.Combine(_folder.FullName, "other.txt"), 1, cancellation)).ShouldBe(LineOrigin.NotCommitted);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_say_nothing_when_there_is_no_repository(CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(List, "one\n", cancellation);

        (await BlameAsync(List, 1, cancellation)).ShouldBeNull();
    }

    [TestCase("")]
    [TestCase("fatal: what is this\n")]
    public void Should_say_nothing_when_the_answer_cannot_be_read(string answer) => GitBlame.Parse(answer).ShouldBeNull();

    private Task<LineOrigin?> BlameAsync(string path, int line, CancellationToken cancellation) =>
        new GitBlame(_commands).ReadAsync(path, line, cancellation);

    private async Task CommitAsync(CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(List, "one\n", cancellation);
        await GitAsync(cancellation, "init", "--quiet");
        await GitAsync(cancellation, "add", "list.txt");
        await GitAsync(
            cancellation, "-c", "user.name=Ann Example", "-c", "user.email=ann@ai-sandbox.example", "-c", "commit.gpgSign=false",
            "commit", "--quiet", "--no-verify", "--date=1700000000 +0000", "-m", "The first line");
    }

    private Task<CommandResult> GitAsync(CancellationToken cancellation, params string[] arguments) =>
        _commands.RunAsync(new Command("git", arguments) { WorkingDirectory = _folder.FullName }, cancellation);
}
