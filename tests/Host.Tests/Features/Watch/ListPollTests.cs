using AiSandbox.Host.Features.Watch;
using Policy.Tests;

namespace Host.Tests.Features.Watch;

public sealed class ListPollTests
{
    private static readonly string[] Names = ["allowed-sites.txt", "allowed-sites.local.txt"];

    private DirectoryInfo _folder = null!;
    private DateOnly _today = Lists.Today;

    [SetUp]
    public void CreateFolder()
    {
        _folder = Directory.CreateTempSubdirectory("ai-sandbox-");
        Save("a.example\n");
    }

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public void Should_be_new_once_when_it_has_settled()
    {
        var poll = Started();
        Save("b.example\n");

        Looks(poll, 4).ShouldBe([false, true, false, false]);
    }

    [Test]
    public void Should_wait_while_it_is_being_written()
    {
        var poll = Started();
        Save("");
        poll.IsNew().ShouldBeFalse();
        Save("b.exa");
        poll.IsNew().ShouldBeFalse();
        Save("b.example\n");

        Looks(poll, 3).ShouldBe([false, true, false]);
    }

    [Test]
    public void Should_not_be_new_when_it_was_saved_as_it_was()
    {
        var poll = Started();
        Save("a.example\n");

        Looks(poll, 3).ShouldBe([false, false, false]);
    }

    [Test]
    public void Should_notice_the_local_file_as_it_comes_and_goes()
    {
        var poll = Started();
        Save("b.example\n", "allowed-sites.local.txt");
        Looks(poll, 3).ShouldBe([false, true, false]);
        File.Delete(Path.Combine(_folder.FullName, "allowed-sites.local.txt"));

        Looks(poll, 3).ShouldBe([false, true, false]);
    }

    [Test]
    public void Should_be_new_when_a_day_begins_because_entries_may_have_ended_with_the_last_one()
    {
        var poll = Started();
        _today = _today.AddDays(1);

        Looks(poll, 3).ShouldBe([false, true, false]);
    }

    private ListPoll Started()
    {
        var poll = new ListPoll([.. Names.Select(name => Path.Combine(_folder.FullName, name))], () => _today);
        poll.Accept();
        Looks(poll, 2).ShouldBe([false, false]);
        return poll;
    }

    private static bool[] Looks(ListPoll poll, int count) => [.. Enumerable.Range(0, count).Select(_ => poll.IsNew())];

    private void Save(string text, string name = "allowed-sites.txt") => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
