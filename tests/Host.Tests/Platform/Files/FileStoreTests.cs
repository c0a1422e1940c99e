using AiSandbox.Host.Platform.Files;

namespace Host.Tests.Platform.Files;

[Platform("Unix")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FileStoreTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("file store ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Should_write_text_without_a_byte_order_mark_and_create_the_folder()
    {
        var path = Path.Combine(_folder, "new folder", "file");

        FileStore.Write(path, "grün\n").ShouldBeTrue();

        File.ReadAllBytes(path).ShouldBe("grün\n"u8.ToArray());
    }

    [Test]
    public void Should_set_the_mode_when_the_file_is_new_and_when_it_is_there_already()
    {
        var path = Path.Combine(_folder, "file");

        FileStore.Write(path, "secret", FileStore.Private);
        Mode(path).ShouldBe(FileStore.Private);

        File.SetUnixFileMode(path, FileStore.Public);
        FileStore.Write(path, "secret", FileStore.Private).ShouldBeFalse();
        Mode(path).ShouldBe(FileStore.Private);
    }

    [Test]
    public void Should_keep_the_time_stamp_when_the_content_is_there_already()
    {
        var path = Path.Combine(_folder, "file");
        FileStore.Write(path, "same");
        var past = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, past);

        FileStore.Write(path, "same").ShouldBeFalse();
        File.GetLastWriteTimeUtc(path).ShouldBe(past);

        FileStore.Write(path, "other").ShouldBeTrue();
        File.GetLastWriteTimeUtc(path).ShouldNotBe(past);
    }

    [Test]
    public void Should_leave_nothing_behind_when_the_target_cannot_be_replaced()
    {
        var path = Path.Combine(_folder, "taken");
        Directory.CreateDirectory(path);

        Should.Throw<Exception>(() => FileStore.Write(path, "text"));

        Directory.GetFileSystemEntries(_folder).ShouldBe([path]);
    }

    [Test]
    public void Should_open_a_folder_to_all_and_its_files_when_both_were_closed()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "proxy"), FileStore.PrivateFolder).FullName;
        var file = Path.Combine(folder, "allowed-443");
        File.WriteAllText(file, "same");
        File.SetUnixFileMode(file, FileStore.Private);

        FileStore.CreatePublicFolder(folder);
        FileStore.Write(file, "same").ShouldBeFalse();

        (Mode(folder), Mode(file)).ShouldBe((FileStore.PublicFolder, FileStore.Public));
    }

    // What a container has mounted is the file, and not its name.
    [TestCase("longer than it was before")]
    [TestCase("short")]
    public void Should_stay_the_same_file_when_it_is_written_in_place(string text)
    {
        var file = Path.Combine(_folder, "mounted");
        FileStore.WriteInPlace(file, "what was before");
        using var mounted = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        FileStore.WriteInPlace(file, text);

        new StreamReader(mounted).ReadToEnd().ShouldBe(text);
        File.ReadAllText(file).ShouldBe(text);
    }

    [Test]
    public void Should_make_no_folder_that_others_can_write_to()
    {
        FileStore.Write(Path.Combine(_folder, "a", "b", "file"), "");

        foreach (var folder in new[] { "a", "a/b" })
            (Mode(Path.Combine(_folder, folder)) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)).ShouldBe(UnixFileMode.None);
    }

    private static UnixFileMode Mode(string path) => File.GetUnixFileMode(path);
}
