using System.Text;
using AiSandbox.Guard.Protocol;

namespace Guard.Tests.Protocol;

public sealed class SshBannerTests
{
    [TestCase("", BannerVerdict.NeedMore)]
    [TestCase("SSH-2.0", BannerVerdict.NeedMore)]
    [TestCase("SSH-2.0-", BannerVerdict.Accepted)]
    [TestCase("SSH-2.0-OpenSSH_9.2\r\n", BannerVerdict.Accepted)]
    [TestCase("SSH-1.99-x", BannerVerdict.Refused)]
    [TestCase("ssh-2.0-x", BannerVerdict.Refused)]
    [TestCase("G", BannerVerdict.Refused)]
    [TestCase("\u0016\u0003\u0001", BannerVerdict.Refused)]
    public void Should_decide_at_the_first_wrong_byte(string text, BannerVerdict expected) =>
        SshBanner.Check(Encoding.Latin1.GetBytes(text)).ShouldBe(expected);
}
