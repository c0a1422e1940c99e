using System.Text;
using AiSandbox.Guard.Protocol;

namespace Guard.Tests.Protocol;

public sealed class SquidHeadTests
{
    [TestCase("HTTP/1.1 200 Connection established\r\n\r\n", 200, null)]
    [TestCase("HTTP/1.1 403 Forbidden\r\nServer: x\r\ncontent-length: 12\r\n\r\nbody", 403, 12L)]
    [TestCase("HTTP/1.0 503 X\r\nContent-Length: no\r\n\r\n", 503, null)]
    [TestCase("HTTP/2 200 X\r\n\r\n", 0, null)]
    [TestCase("HTTP/1.1 20 X\r\n\r\n", 0, null)]
    [TestCase("HTTP/1.1 +20 X\r\n\r\n", 0, null)]
    [TestCase("SSH-2.0-x\r\n\r\n", 0, null)]
    [TestCase("\r\n\r\n", 0, null)]
    public void Should_read_status_and_length(string head, int status, long? body)
    {
        var parsed = SquidHead.TryParse(Encoding.ASCII.GetBytes(head)).ShouldNotBeNull();
        (parsed.Status, parsed.Body).ShouldBe((status, body));
    }

    [Test]
    public void Should_wait_for_the_end_within_bounds()
    {
        SquidHead.TryParse("HTTP/1.1 200 OK\r\n"u8).ShouldBeNull();
        SquidHead.TryParse(new byte[SquidHead.MaximumBytes]).ShouldNotBeNull().Status.ShouldBe(0);
    }
}
