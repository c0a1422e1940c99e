using System.Formats.Tar;
using AiSandbox.Host.Features.Home.Archives;
using static Host.Tests.Features.Home.Archives.Entries;

namespace Host.Tests.Features.Home.Archives;

public sealed class CheckedArchiveTests
{
    [Test]
    public async Task Should_hand_on_what_a_home_may_hold()
    {
        var archive = Tar(
            Folder("./"), File("./a"), HardLink("./b", "./a"), Link("./c", "../../anywhere"), HardLink("./d", "./c"), Link("./e", "/etc/passwd"),
            File("./" + new string('l', 300), new string('x', 5000)), File("./ünï\n-code"), new PaxTarEntry(TarEntryType.Fifo, "./p"));

        var (count, copy) = await CopyAsync(archive);

        count.ShouldBe(9);
        copy.ShouldBe(archive[..copy.Length], "what is handed on is what was read, but for the padding at the end");
        archive[copy.Length..].ShouldAllBe(b => b == 0);
    }

    private static readonly (string Why, TarEntry[] Entries)[] Refused =
    [
        ("an entry leads out of it: /etc/passwd", [File("/etc/passwd")]),
        ("an entry leads out of it: ./a/../../b", [File("./a/../../b")]),
        ("a hard link leads out of it: /etc/passwd", [HardLink("./a", "/etc/passwd")]),
        ("a hard link leads out of it: ../x", [HardLink("./a", "../x")]),
        ("the hard link ./a leads to ./b, which is not a file of the archive", [HardLink("./a", "./b")]),
        ("./a/b would be written through a symbolic link", [Link("./a", "/etc"), File("./a/b")]),
        ("./a/b/c would be written through a symbolic link", [Link("a", ".."), File("./a/b/c")]),
        ("./a would be written through a symbolic link", [Link("./a", "/etc/passwd"), File("./a")]),
        ("./a would be written through a symbolic link", [Link("./a", "/etc"), Folder("./a")]),
        ("./null is a device", [new PaxTarEntry(TarEntryType.CharacterDevice, "./null") { DeviceMajor = 1, DeviceMinor = 3 }]),
        ("./sda is a device", [new PaxTarEntry(TarEntryType.BlockDevice, "./sda")]),
        (".ai-sandbox-restore/forward is a name that Restore needs for itself", [File(".ai-sandbox-restore/forward")]),
        ("a header in it says what no backup says: GNU.sparse.map", [new PaxTarEntry(TarEntryType.RegularFile, "a", new Dictionary<string, string> { ["GNU.sparse.map"] = "0,1" })]),
        ("an entry in it has two names", [new PaxTarEntry(TarEntryType.RegularFile, new string('a', 200), new Dictionary<string, string> { ["GNU.sparse.name"] = "/etc/x" })]),
    ];

    [TestCaseSource(nameof(Refused))]
    public async Task Should_refuse_what_no_home_holds((string Why, TarEntry[] Entries) one) =>
        (await Should.ThrowAsync<ArchiveException>(() => CopyAsync(Tar([File("./fine"), .. one.Entries])))).Message.ShouldBe(one.Why);

    [Test]
    public void Should_tell_names_apart_that_are_no_text()
    {
        var paths = new ArchivePaths();
        paths.Add('2', "a\u00ff", "/etc"); // a character stands for a byte
        paths.Add('0', "a\u00fe/b", "");

        Should.Throw<ArchiveException>(() => paths.Add('0', "a\u00ff/b", ""));
        paths.Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_refuse_another_format()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true))
            writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "a"));

        (await Should.ThrowAsync<ArchiveException>(() => CopyAsync(stream.ToArray()))).Message.ShouldBe("it is not an archive of Backup");
    }

    [Test]
    public async Task Should_refuse_every_archive_that_ends_too_early()
    {
        var archive = Tar(File("./a", new string('x', 700)), File("./" + new string('l', 200)));
        (await CopyAsync(archive)).Count.ShouldBe(2);
        var end = Array.FindLastIndex(archive, b => b != 0) + 1;
        end = ((end + 511) / 512 * 512) + 1024;

        for (var length = 0; length < end; length += 37)
            (await Should.ThrowAsync<ArchiveException>(() => CopyAsync(archive[..length]))).Message.ShouldBe("it ends too early");
    }

    [Test]
    public async Task Should_refuse_a_header_in_which_any_byte_has_changed()
    {
        var archive = Tar(File("./a"));
        for (var i = 0; i < 257; i++) // up to the magic word; what stands behind it is covered by the checksum as well
        {
            var broken = archive.ToArray();
            broken[i] ^= 0x41;
            await Should.ThrowAsync<ArchiveException>(() => CopyAsync(broken), $"byte {i}");
        }
    }

    [Test]
    public async Task Should_refuse_what_stands_behind_the_end() =>
        (await Should.ThrowAsync<ArchiveException>(() => CopyAsync([.. Tar(File("./a")), .. Tar(File("/etc/passwd"))]))).Message.ShouldBe("something stands behind its end");

    [Test]
    public async Task Should_refuse_what_is_larger_than_a_home_and_take_what_is_just_as_large()
    {
        var archive = Tar(File("./a", new string('x', 5000)), File("./b"));

        (await CopyAsync(archive, archive.Length)).Count.ShouldBe(2);
        (await Should.ThrowAsync<ArchiveException>(() => CopyAsync(archive, archive.Length - 1))).Message.ShouldStartWith("it unpacks to more than ");
        (await Should.ThrowAsync<ArchiveException>(() => CopyAsync([.. archive, .. new byte[1 << 20]], 1 << 20))).Message.ShouldBe("it unpacks to more than 1.05 MB");
        (await CopyAsync(archive, archive.Length, 2)).Count.ShouldBe(2);
        (await Should.ThrowAsync<ArchiveException>(() => CopyAsync(archive, archive.Length, 1))).Message.ShouldBe("it holds more than 1 files and folders");
    }

    private static async Task<(int Count, byte[] Copy)> CopyAsync(byte[] archive, long mostBytes = 1 << 30, int mostEntries = 1000)
    {
        using var source = new MemoryStream(archive);
        using var sink = new MemoryStream();
        return (await new CheckedArchive(source, sink, mostBytes, mostEntries).CopyAsync(CancellationToken.None), sink.ToArray());
    }
}
