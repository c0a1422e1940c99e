using System.Text;
using AiSandbox.Host.Features.Home.Archives;

namespace Host.Tests.Features.Home.Archives;

public sealed class PaxRecordsTests
{
    [Test]
    public void Should_read_records_whose_values_hold_anything() =>
        PaxRecords.Read("12 path=a=b\n13 mtime=1.5\n"u8)["path"].ShouldBe("a=b");

    [TestCase("12 path=a=b")]
    [TestCase("11 path=a=b\n")]
    [TestCase("99 path=a\n")]
    [TestCase("-1 path=a\n")]
    [TestCase("path=a\n")]
    [TestCase("2 \n")]
    [TestCase("7 path\n")]
    [TestCase("10 path=a\n10 path=b\n")]
    [TestCase("14 comment=xy\n")]
    public void Should_refuse_what_is_no_record_of_a_backup(string text) =>
        Should.Throw<ArchiveException>(() => PaxRecords.Read(Encoding.UTF8.GetBytes(text)));
}
