using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace Host.Tests.Platform.Files;

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
        using (FileLock.Try(Lock, "first").ShouldNotBeNull())
            FileLock.Try(Lock, "second").ShouldBeNull();

        using var again = FileLock.Try(Lock, "third");
        again.ShouldNotBeNull();
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Should_wait_until_it_is_free_and_say_so_once(CancellationToken cancellation)
    {
        var said = new List<string>();
        var first = FileLock.Try(Lock, "./build.sh --target=Up").ShouldNotBeNull();
        var second = FileLock.HoldAsync(Lock, "./build.sh --target=Down", FileLock.Moment, said.Add, cancellation);
        await Task.Delay(350, cancellation);
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();

        (await second).Dispose();
        said.ShouldBe([$"Process {Environment.ProcessId} (./build.sh --target=Up)"]);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Should_give_up_and_name_the_holder_when_it_stays_held(CancellationToken cancellation)
    {
        using var first = FileLock.Try(Lock, "./build.sh --target=Watch").ShouldNotBeNull();

        var late = await Should.ThrowAsync<SandboxException>(
            () => FileLock.HoldAsync(Lock, "./build.sh --target=Allow", TimeSpan.FromSeconds(1), _ => { }, cancellation));

        late.ExitCode.ShouldBe(ExitCodes.Failed);
        late.Message.ShouldStartWith($"Process {Environment.ProcessId} (./build.sh --target=Watch) still holds {Lock} after 0:01 minutes.");
        late.Next.ShouldNotBeNull();
        FileLock.Moment.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Should_not_wait_for_what_cannot_be_written(CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "below"), "a file in the place of the folder", cancellation);
        await RefuseAsync(Lock);

        var folder = Path.Combine(_folder.FullName, "other", ".lock");
        Directory.CreateDirectory(folder);
        await RefuseAsync(folder);

        // The control: the same call where it can be.
        (await FileLock.HoldAsync(Path.Combine(_folder.FullName, "other", "control"), "a", FileLock.Moment, Assert.Fail, cancellation)).Dispose();

        async Task RefuseAsync(string path) =>
            (await Should.ThrowAsync<SandboxException>(() => FileLock.HoldAsync(path, "a", FileLock.Moment, Assert.Fail, cancellation)))
                .Message.ShouldStartWith($"{path} cannot be written");
    }
}
