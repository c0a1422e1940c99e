using AiSandbox.Host.Adapters.Files;

namespace Host.Tests.Adapters.Files;

public sealed class PendingFileTests
{
    private string _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("pending ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Should_have_its_name_when_it_is_whole_and_belong_to_its_owner_alone()
    {
        var path = Path.Combine(_folder, "new", "a");
        await using (var file = new PendingFile(path))
        {
            await file.Stream.WriteAsync(new byte[] { 1, 2, 3 });
            File.Exists(path).ShouldBeFalse();
            (await file.CommitAsync(overwrite: false)).ShouldBe(3);
        }

        Directory.GetFiles(Path.Combine(_folder, "new")).ShouldBe([path]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(FileStore.Private);
    }

    [Test]
    public async Task Should_leave_nothing_when_it_is_given_up()
    {
        await using (var file = new PendingFile(Path.Combine(_folder, "a")))
            await file.Stream.WriteAsync(new byte[] { 1 });

        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_keep_the_other_when_there_is_one_by_now()
    {
        var path = Path.Combine(_folder, "a");
        await using (var file = new PendingFile(path))
        {
            await File.WriteAllTextAsync(path, "other");
            await Should.ThrowAsync<IOException>(() => file.CommitAsync(overwrite: false));
        }

        Directory.GetFiles(_folder).ShouldBe([path]);
        (await File.ReadAllTextAsync(path)).ShouldBe("other");
    }
}
