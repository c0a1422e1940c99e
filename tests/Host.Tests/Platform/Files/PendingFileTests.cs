using AiSandbox.Host.Platform.Files;

namespace Host.Tests.Platform.Files;

public sealed class PendingFileTests
{
    private string _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = RealPath.Of(Directory.CreateTempSubdirectory("pending ").FullName);

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Should_have_its_name_when_it_is_whole_and_belong_to_its_owner_alone()
    {
        var path = Path.Combine(_folder, "a");
        await using (var file = new PendingFile(path))
        {
            await file.Stream.WriteAsync(new byte[] { 1, 2, 3 });
            File.Exists(path).ShouldBeFalse();
            (await file.CommitAsync(overwrite: false)).ShouldBe(3);
        }

        Directory.GetFiles(_folder).ShouldBe([path]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(FileStore.Private);
    }

    [Test]
    [Platform("Unix")]
    public async Task Should_refuse_a_folder_that_a_link_leads_to_by_now()
    {
        var (folder, elsewhere) = (Path.Combine(_folder, "folder"), Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName);
        Directory.CreateSymbolicLink(folder, elsewhere);
        var below = Directory.CreateDirectory(Path.Combine(elsewhere, "below")).FullName;

        Should.Throw<IOException>(() => new PendingFile(Path.Combine(folder, "a"))).Message.ShouldContain("has become a link");
        Should.Throw<IOException>(() => new PendingFile(Path.Combine(folder, "below", "a"))).Message.ShouldContain("has become a link");
        Should.Throw<IOException>(() => new PendingFile(Path.Combine(_folder, "none", "a")));

        // The control: the same folder by its own path.
        await new PendingFile(Path.Combine(below, "a")).DisposeAsync();
        Directory.GetFileSystemEntries(elsewhere, "*", SearchOption.AllDirectories).ShouldBe([below]);
    }

    [Test]
    [Platform("Linux")]
    public async Task Should_stay_in_its_folder_when_a_link_takes_its_place_meanwhile()
    {
        var (folder, moved) = (Directory.CreateDirectory(Path.Combine(_folder, "folder")).FullName, Path.Combine(_folder, "moved"));
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName;
        await using (var file = new PendingFile(Path.Combine(folder, "a")))
        {
            Directory.Move(folder, moved);
            Directory.CreateSymbolicLink(folder, elsewhere);
            await file.CommitAsync(overwrite: true);
        }

        Directory.GetFiles(moved).ShouldBe([Path.Combine(moved, "a")]);
        Directory.GetFileSystemEntries(elsewhere).ShouldBeEmpty();
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
