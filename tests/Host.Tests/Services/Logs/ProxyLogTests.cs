using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Logs;

namespace Host.Tests.Services.Logs;

public sealed class ProxyLogTests
{
    private static readonly HostOptions Options = new() { Name = SandboxName.Parse("box") };

    [TestCase("CONNECT", "github.com", "443", 200, "listed", "ALLOW github.com:443  listed  ↑1.9 KiB ↓2.7 MiB 1:01:05")]
    [TestCase("CONNECT", "github.com", "443", 503, "listed", "ALLOW github.com:443  listed, but the site could not be reached (503)")]
    [TestCase("CONNECT", "gitlab.com", "22", 403, "name", "DENY  gitlab.com:22  not in allowed-sites.txt")]
    [TestCase("CONNECT", "github.com", "80", 403, "port", "DENY  github.com:80  only ports 443 and 22 can be opened")]
    [TestCase("GET", "github.com", "80", 403, "method", "DENY  github.com:80  GET is refused: only CONNECT passes, which is HTTPS and SSH")]
    [TestCase("CONNECT", "intra.example", "443", 403, "address", "DENY  intra.example:443  its address is private or special; the entry's option `private` allows the first")]
    [TestCase("-", "-", "-", 400, "-", "DENY  -:-  the request could not be read (400)")]
    public void Should_show_one_readable_line_an_event(string method, string host, string port, int status, string reason, string expected) =>
        ProxyLog.Select(Line(method, host, port, status, reason), Options).ShouldNotBeNull().ShouldEndWith(expected);

    [Test]
    public void Should_not_let_a_host_name_drive_the_terminal() =>
        ProxyLog.Select(Line("CONNECT", @"evil\u001b[2Jé\u202e", "443", 400, "name"), Options)
            .ShouldNotBeNull().ShouldContain(@"evil\u001b[2J\u00e9\u202e:443");

    [Test]
    public void Should_show_refusals_alone_when_asked_to()
    {
        ProxyLog.Select(Line("CONNECT", "github.com", "443", 200, "listed"), Options with { Denied = true }).ShouldBeNull();
        ProxyLog.Select(Line("CONNECT", "gitlab.com", "443", 403, "name"), Options with { Denied = true }).ShouldNotBeNull();
    }

    [Test]
    public void Should_leave_out_what_is_older_than_asked_for()
    {
        var line = Line("CONNECT", "gitlab.com", "443", 403, "name");

        ProxyLog.Select(line, Options with { Since = DateTimeOffset.FromUnixTimeSeconds(1_700_000_001) }).ShouldBeNull();
        ProxyLog.Select(line, Options with { Since = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000) }).ShouldNotBeNull();
    }

    [Test]
    public void Should_show_the_line_as_it_is_when_asked_for_it_raw()
    {
        var line = Line("CONNECT", "self-check-1.invalid", "443", 403, "name");

        ProxyLog.Select(line, Options with { Raw = true }).ShouldBe(line);
        ProxyLog.Select(line, Options).ShouldBeNull();
    }

    [Test]
    public void Should_leave_out_a_connection_that_asked_nothing() => ProxyLog.Select(Line("-", "-", "-", 0, "-"), Options).ShouldBeNull();

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("not json")]
    public void Should_show_a_line_that_cannot_be_read_as_such(string line) =>
        ProxyLog.Select(line, Options).ShouldBe($"unreadable: {line}");

    private static string Line(string method, string host, string port, int status, string reason) =>
        $$"""{"time":1700000000.500,"client":"172.20.0.2","method":"{{method}}","host":"{{host}}","port":"{{port}}","status":{{status}},"result":"X","in":1946,"out":2831156,"ms":3665000,"reason":"{{reason}}"}""";
}
