using System.Globalization;
using System.Text;
using AiSandbox.Guard.Protocol;
using CsCheck;

namespace Guard.Tests.Protocol;

public sealed class RequestParserTests
{
    private static readonly string Long = new('a', 63);

    [TestCase("CONNECT github.com:443 HTTP/1.1\r\n\r\n", "github.com", "443")]
    [TestCase("CONNECT github.com:22 HTTP/1.0\r\n\r\n", "github.com", "22")]
    [TestCase("CONNECT GitHub.COM.:443 HTTP/1.1\r\nHost: whatever\r\n\r\n", "github.com", "443")]
    [TestCase("CONNECT a_b-c.x1.example:65535 HTTP/1.1\r\nHost:x\r\nX-Empty:\r\nX:\t y \t\r\n\r\n", "a_b-c.x1.example", "65535")]
    [TestCase("CONNECT xn--bcher-kva.example:1 HTTP/1.1\r\nUser-Agent: \u00fc\r\n\r\n", "xn--bcher-kva.example", "1")]
    [TestCase("CONNECT localhost:8080 HTTP/1.1\r\n\r\n", "localhost", "8080")]
    [TestCase("CONNECT 1.example:443 HTTP/1.1\r\n\r\n", "1.example", "443")]
    [TestCase("CONNECT 0x7f.example:443 HTTP/1.1\r\n\r\n", "0x7f.example", "443")]
    public void Should_accept_the_one_form(string head, string host, string port)
    {
        var parser = Parse(head, out var verdict);

        verdict.ShouldBe(RequestVerdict.Accepted);
        (parser.Line.Host, parser.Line.Port, parser.Length).ShouldBe((host, port, head.Length));
    }

    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.1.")]
    [TestCase("127.1")]
    [TestCase("2130706433")]
    [TestCase("0x7f000001")]
    [TestCase("0X7F.1")]
    [TestCase("0177.0.0.1")]
    [TestCase("0x")]
    [TestCase("169.254.169.254")]
    [TestCase("example.123")]
    [TestCase("999.999.999.999")]
    [TestCase("[::1]")]
    [TestCase("[::ffff:127.0.0.1]")]
    [TestCase("[fe80::1%eth0]")]
    [TestCase("[fe80::1%25eth0]")]
    [TestCase("::1")]
    [TestCase("fe80::1%eth0")]
    [TestCase("[127.0.0.1]")]
    public void Should_refuse_an_address_in_any_spelling(string host)
    {
        Parse($"CONNECT {host}:443 HTTP/1.1\r\n\r\n", out var verdict);
        verdict.ShouldBe(RequestVerdict.Literal);
    }

    [TestCase("GET http://example.com/ HTTP/1.1\r\n\r\n", "GET", "example.com", "80")]
    [TestCase("POST https://u:p@Example.com:8443/x?y HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", "POST", "example.com", "8443")]
    [TestCase("GET https://example.com HTTP/1.0\r\n\r\n", "GET", "example.com", "443")]
    [TestCase("GET ftp://example.com/ HTTP/1.1\r\n\r\n", "GET", "example.com", "21")]
    [TestCase("GET ws://example.com/ HTTP/1.1\r\n\r\n", "GET", "example.com", "80")]
    [TestCase("GET wss://example.com/ HTTP/1.1\r\n\r\n", "GET", "example.com", "443")]
    [TestCase("GET gopher://example.com/ HTTP/1.1\r\n\r\n", "GET", "example.com", "70")]
    [TestCase("GET other://example.com/ HTTP/1.1\r\n\r\n", "GET", "example.com", "-")]
    [TestCase("GET http://169.254.169.254/latest HTTP/1.1\r\n\r\n", "GET", "169.254.169.254", "80")]
    [TestCase("GET http://[::1]:8080/ HTTP/1.1\r\n\r\n", "GET", "[::1]", "8080")]
    [TestCase("GET http://listed.example@evil.example/ HTTP/1.1\r\n\r\n", "GET", "evil.example", "80")]
    [TestCase("GET http://a\"b\\c/ HTTP/1.1\r\n\r\n", "GET", "-", "-")]
    [TestCase("GET http://a%22b/ HTTP/1.1\r\n\r\n", "GET", "-", "-")]
    [TestCase("GET http://example.com:99999/ HTTP/1.1\r\n\r\n", "GET", "example.com", "-")]
    [TestCase("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", "GET", "-", "-")]
    [TestCase("GET http:/// HTTP/1.1\r\n\r\n", "GET", "-", "-")]
    [TestCase("OPTIONS * HTTP/1.1\r\n\r\n", "OPTIONS", "-", "-")]
    [TestCase("connect github.com:443 HTTP/1.1\r\n\r\n", "connect", "-", "-")]
    [TestCase("Connect github.com:443 HTTP/1.1\r\n\r\n", "Connect", "-", "-")]
    [TestCase("CONNECTX github.com:443 HTTP/1.1\r\n\r\n", "CONNECTX", "-", "-")]
    public void Should_refuse_another_method_and_say_what_it_was_about(string head, string method, string host, string port)
    {
        var parser = Parse(head, out var verdict);

        verdict.ShouldBe(RequestVerdict.Method);
        (parser.Line.Method, parser.Line.Host, parser.Line.Port).ShouldBe((method, host, port));
    }

    [TestCase("CONNECT  github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:443  HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1 \r\n\r\n")]
    [TestCase(" CONNECT github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT\tgithub.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:443\tHTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:443\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/0.9\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.2\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/2.0\r\n\r\n")]
    [TestCase("CONNECT github.com:443 http/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\n\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nHost: a\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nHost: a\rX: b\r\n\r\n")]
    [TestCase("\r\nCONNECT github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com\0.evil:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nX: \0\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nX: \u007f\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\n folded: x\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nX: a\r\n\tb\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nHost : x\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\n: x\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nnocolon\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nH\u00f6st: x\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\nContent-Length: 0\r\n\r\n")]
    [TestCase("CONNECT github.com:443 HTTP/1.1\r\ntransfer-ENCODING: chunked\r\n\r\n")]
    [TestCase("CONNECT github.com HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT :443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com: HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:0 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:0443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:+443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:-443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:65536 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:4294967739 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:443:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:https HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com:443/ HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT https://github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT user@github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com#x:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com?x:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com%00.evil:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT evil .github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github..com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT .github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github.com..:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT .:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT -github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT github-.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT *.github.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT g\u00efthub.com:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT [::1:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT [github.com]:443 HTTP/1.1\r\n\r\n")]
    [TestCase("CONNECT HTTP/1.1\r\n\r\n")]
    [TestCase("GET /\r\n")]
    [TestCase("GET\r\n")]
    [TestCase("G=T\u0001")]
    [TestCase("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [TestCase("SSH-2.0-OpenSSH_9.2\r\n")]
    [TestCase("\u0016\u0003\u0001")]
    [TestCase("\0")]
    [TestCase("{}: / HTTP/1.1\r\n\r\n")]
    public void Should_refuse_every_other_form(string head)
    {
        Parse(head, out var verdict);
        verdict.ShouldBe(RequestVerdict.Malformed);
    }

    [TestCase(63, RequestVerdict.Accepted)]
    [TestCase(64, RequestVerdict.Malformed)]
    public void Should_bound_a_label(int length, RequestVerdict expected)
    {
        Parse($"CONNECT {new string('a', length)}.example:443 HTTP/1.1\r\n\r\n", out var verdict);
        verdict.ShouldBe(expected);
    }

    [TestCase("", RequestVerdict.Accepted)]
    [TestCase(".", RequestVerdict.Accepted)]
    [TestCase("a", RequestVerdict.Malformed)]
    public void Should_bound_a_name_at_253_without_its_trailing_dot(string more, RequestVerdict expected)
    {
        var name = $"{Long}.{Long}.{Long}.{Long[..61]}";
        name.Length.ShouldBe(HostName.MaximumLength);

        Parse($"CONNECT {name}{more}:443 HTTP/1.1\r\n\r\n", out var verdict);

        verdict.ShouldBe(expected);
    }

    [TestCase(64, RequestVerdict.Accepted)]
    [TestCase(65, RequestVerdict.Malformed)]
    public void Should_bound_the_number_of_header_lines(int count, RequestVerdict expected)
    {
        var lines = string.Concat(Enumerable.Repeat("X: y\r\n", count));
        Parse($"CONNECT github.com:443 HTTP/1.1\r\n{lines}\r\n", out var verdict);
        verdict.ShouldBe(expected);
    }

    [TestCase(0, RequestVerdict.Accepted)]
    [TestCase(1, RequestVerdict.TooLarge)]
    public void Should_bound_a_head_at_16_KiB(int more, RequestVerdict expected)
    {
        const string Start = "CONNECT github.com:443 HTTP/1.1\r\nX: ";
        var value = new string('x', RequestParser.MaximumBytes - Start.Length - 4 + more);
        Parse($"{Start}{value}\r\n\r\n", out var verdict);
        verdict.ShouldBe(expected);
    }

    [Test]
    public void Should_leave_alone_what_stands_behind_the_head()
    {
        const string First = "CONNECT github.com:443 HTTP/1.1\r\n\r\n";
        var parser = Parse($"{First}CONNECT evil.example:443 HTTP/1.1\r\n\r\n", out var verdict);

        verdict.ShouldBe(RequestVerdict.Accepted);
        (parser.Length, parser.Line.Host).ShouldBe((First.Length, "github.com"));
    }

    [Test]
    public void Should_wait_for_more_as_long_as_nothing_is_wrong()
    {
        const string Head = "CONNECT github.com:443 HTTP/1.1\r\nHost: x\r\n\r\n";
        for (var length = 0; length < Head.Length; length++)
        {
            Parse(Head[..length], out var verdict);
            verdict.ShouldBe(RequestVerdict.NeedMore, length.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Test]
    public void Should_say_the_same_however_the_bytes_are_split() =>
        Gen.Select(GenHead, Gen.Int[1, 40]).Sample(
            (head, size) =>
            {
                var whole = new RequestParser();
                var expected = whole.Read(head);
                var parser = new RequestParser();
                var verdict = RequestVerdict.NeedMore;
                for (var end = size; verdict == RequestVerdict.NeedMore && end < head.Length + size; end += size)
                    verdict = parser.Read(head.AsSpan(0, Math.Min(end, head.Length)));

                (verdict, parser.Line).ShouldBe((expected, whole.Line));
            },
            iter: 3000);

    [Test]
    public void Should_accept_nothing_that_does_not_say_the_same_when_it_is_written_again() =>
        GenHead.Sample(
            head =>
            {
                var parser = new RequestParser();
                if (parser.Read(head) != RequestVerdict.Accepted)
                    return;

                var again = Parse($"CONNECT {parser.Line.Host}:{parser.Line.Port} HTTP/1.1\r\n\r\n", out var verdict);
                (verdict, again.Line).ShouldBe((RequestVerdict.Accepted, parser.Line));
                var line = Encoding.Latin1.GetString(head, 0, Array.IndexOf(head, (byte)'\r')).ToLowerInvariant();
                line.Replace($".:{parser.Line.Port} ", $":{parser.Line.Port} ", StringComparison.Ordinal)
                    .ShouldStartWith($"connect {parser.Line.Host}:{parser.Line.Port} http/1.");
            },
            iter: 5000);

    // Right heads with a few bytes replaced, put in or taken out, and plain noise.
    private static Gen<byte[]> GenHead { get; } = Gen.OneOf(
        Gen.Byte.Array[0, 100],
        Gen.Select(
            Gen.OneOf(
                "CONNECT github.com:443 HTTP/1.1\r\nHost: github.com\r\nX: y\r\n\r\n",
                "CONNECT A_b.example.:22 HTTP/1.0\r\n\r\nmore",
                "CONNECT [::1]:443 HTTP/1.1\r\n\r\n",
                "GET http://u@example.com:80/ HTTP/1.1\r\nContent-Length: 1\r\n\r\n"),
            Gen.Select(Gen.Int[0, 60], Gen.Int[0, 2], Gen.OneOf(Gen.Byte, Gen.OneOf(" \t\r\n\0:.[]@-0x"u8.ToArray()))).Array[0, 3],
            Mutate));

    private static byte[] Mutate(string head, (int At, int Kind, byte Value)[] changes)
    {
        var bytes = Encoding.ASCII.GetBytes(head).ToList();
        foreach (var (at, kind, value) in changes)
        {
            var index = Math.Min(at, bytes.Count - 1);
            if (kind == 0)
                bytes[index] = value;
            else if (kind == 1)
                bytes.Insert(index, value);
            else
                bytes.RemoveAt(index);
        }

        return [.. bytes];
    }

    private static RequestParser Parse(string head, out RequestVerdict verdict)
    {
        var parser = new RequestParser();
        verdict = parser.Read(Encoding.Latin1.GetBytes(head));
        return parser;
    }
}
