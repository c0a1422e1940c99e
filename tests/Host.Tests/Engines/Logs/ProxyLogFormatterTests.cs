using Host.Tests.Features.Traffic;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Policy;
using CsCheck;

namespace Host.Tests.Engines.Logs;

public sealed class ProxyLogFormatterTests
{
    private static readonly TimeProvider Today = new Lines.Clock(Lines.Time.AddHours(3));

    [TestCase("CONNECT", "github.com", "443", 200, "listed", "12:00:00.500 ALLOW github.com:443  listed  ↑1.95 kB ↓2.83 MB 1 h 1 min")]
    [TestCase("CONNECT", "github.com", "443", 503, "listed", "12:00:00.500 ALLOW github.com:443  listed, but the site could not be reached (503)")]
    [TestCase("CONNECT", "gitlab.com", "22", 403, "name", "12:00:00.500 DENY  gitlab.com:22  not in allowed-sites.txt")]
    [TestCase("CONNECT", "github.com", "80", 403, "port", "12:00:00.500 DENY  github.com:80  only ports 443 and 22 can be opened")]
    [TestCase("GET", "github.com", "80", 403, "method", "12:00:00.500 DENY  github.com:80  GET is denied: only CONNECT passes, which is HTTPS and SSH")]
    [TestCase("CONNECT", "a.example", "443", 403, "address", "12:00:00.500 DENY  a.example:443  listed, but its address is private, which the entry's option `private` allows")]
    [TestCase("CONNECT", "a.example", "443", 403, "address-ipv6", "12:00:00.500 DENY  a.example:443  listed, but it leads to a private IPv6 address; a sandbox has IPv4 alone, so `private` would not help")]
    [TestCase("CONNECT", "a.example", "443", 403, "address-never", "12:00:00.500 DENY  a.example:443  listed, but its address is this machine's, link-local or metadata, which nothing allows")]
    [TestCase("-", "-", "-", 400, "-", "12:00:00.500 DENY  -:-  the request could not be read (400)")]
    [TestCase("CONNECT", "a.example", "443", 403, "budget", "12:00:00.500 DENY  a.example:443  budget")]
    public void Should_show_one_readable_line_an_event(string method, string host, string port, int status, string reason, string expected) =>
        Format(Lines.Of(method, host, port, status, reason)).ShouldBe(expected);

    [TestCase("half-closed-idle", "END   github.com:443  closed: nothing came through the tunnel for too long")]
    [TestCase("idle", "END   github.com:443  closed: nothing came through the tunnel for too long")]
    [TestCase("not-tls", "CUT   github.com:443  what came through the tunnel on port 443 is not TLS")]
    public void Should_tell_a_goodbye_from_a_cut(string reason, string expected) =>
        Format(TrafficLines.Guard("cut", "github.com", reason)).ShouldEndWith(expected);

    [Test]
    public void Should_show_a_name_that_was_looked_up_without_a_port() =>
        Format(Lines.LookedUp()).ShouldBe("12:00:00.500 DENY  gitlab.com  looked up, not in allowed-sites.txt");

    // The guard writes the method that a client sent: it can say anything, and must not pass for the gate.
    [Test]
    public void Should_take_no_request_for_a_lookup() =>
        Format(Lines.Of(method: "lookup", status: 403, reason: "method")).ShouldContain("lookup is denied");

    [Test]
    public void Should_call_it_a_refusal_when_Squid_says_so_whatever_the_reason() =>
        Format(Lines.Of(status: 403, result: "TCP_DENIED")).ShouldContain("DENY ");

    [Test]
    public void Should_show_the_date_when_the_event_is_of_another_day() =>
        new ProxyLogFormatter(new Lines.Clock(Lines.Time.AddHours(12)), colour: false).Format(ProxyLogLine.Read(Lines.Denied()))
            .ShouldStartWith("2026-11-24 12:00:00.500 DENY");

    [Test]
    public void Should_colour_the_verdict_alone_and_only_when_asked_to()
    {
        var formatter = new ProxyLogFormatter(Today, colour: true);

        formatter.Format(ProxyLogLine.Read(Lines.Of())).ShouldStartWith("12:00:00.500 \e[32mALLOW\e[0m github.com:443");
        formatter.Format(ProxyLogLine.Read(Lines.Denied())).ShouldStartWith("12:00:00.500 \e[31mDENY \e[0m gitlab.com:443");
    }

    [TestCase(@"evil\u001b[2J.example", @"evil\u{1b}[2J.example:443")]
    [TestCase(@"e\u202ev\u200bil", @"e\u{202e}v\u{200b}il:443")]
    [TestCase(@"gіthub.com", @"g\u{456}thub.com:443")] // Cyrillic і
    public void Should_spell_out_what_would_drive_the_terminal_or_deceive_its_reader(string host, string expected) =>
        Format(Lines.Denied(host)).ShouldContain(expected);

    [Test]
    public void Should_print_nothing_unseen_and_no_endless_line_whatever_the_log_holds() => Gen.String[Gen.Char, 0, 2000].Sample(text =>
    {
        foreach (var shown in new[] { Format(text), Format(Lines.Denied(System.Text.Json.JsonEncodedText.Encode(text).ToString())) })
        {
            if (shown.Length > 4000 || shown.EnumerateRunes().Any(SafeText.IsUnseen))
                return false;
        }

        return true;
    });

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("not json")]
    public void Should_show_a_line_that_cannot_be_read_as_such(string line) => Format(line).ShouldBe($"unreadable: {line}");

    private static string Format(string line) => new ProxyLogFormatter(Today, colour: false).Format(ProxyLogLine.Read(line));
}
