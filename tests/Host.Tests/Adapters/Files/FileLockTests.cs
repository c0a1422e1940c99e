using AiSandbox.Host.Adapters.Files;

namespace Host.Tests.Adapters.Files;

public sealed class FileLockTests
{
    private DirectoryInfo _folder = null!;

    private string Lock => Path.Combine(_folder.FullName, "below", ".lock");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("ai-sandbox-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public void Should_be_held_by_one_at_a_time()
    {
        using (FileLock.Try(Lock).ShouldNotBeNull())
            FileLock.Try(Lock).ShouldBeNull();

        using var again = FileLock.Try(Lock);
        again.ShouldNotBeNull();
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Should_wait_until_it_is_free_and_say_so_once(CancellationToken cancellation)
    {
        var said = 0;
        var first = FileLock.Try(Lock).ShouldNotBeNull();
        var second = FileLock.HoldAsync(Lock, () => said++, cancellation);
        await Task.Delay(350, cancellation);
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();

        (await second).Dispose();
        said.ShouldBe(1);
    }
}
