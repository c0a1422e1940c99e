using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using AiSandbox.Guard.Protocol;
using CsCheck;
using static Guard.Tests.Protocol.HelloBuilder;

namespace Guard.Tests.Protocol;

public sealed class HelloReaderTests
{
    private const string Host = "github.com";

    [TestCase("github.com", HelloVerdict.Accepted)]
    [TestCase("GitHub.COM", HelloVerdict.Accepted)]
    [TestCase("github.com.", HelloVerdict.NameOther)]
    [TestCase("www.github.com", HelloVerdict.NameOther)]
    [TestCase("evil.example", HelloVerdict.NameOther)]
    [TestCase("github.co", HelloVerdict.NameOther)]
    [TestCase("github.com\0", HelloVerdict.NameOther)]
    [TestCase("*.com", HelloVerdict.NameOther)]
    [TestCase("", HelloVerdict.NameMissing)]
    public void Should_compare_the_name(string name, HelloVerdict expected) => Read(Hello(name)).ShouldBe(expected);

    [Test]
    public void Should_refuse_a_hello_without_a_name()
    {
        Read(Hello(Extension(43, [2, 3, 4]))).ShouldBe(HelloVerdict.NameMissing);
        Read(Hello(Extension(ServerName, [0, 0]))).ShouldBe(HelloVerdict.NameMissing);
        Read(Record(Message(Body()[..^2]))).ShouldBe(HelloVerdict.NameMissing, "no extensions at all");
    }

    [Test]
    public void Should_refuse_several_names()
    {
        Read(Hello(Names(Host, Host))).ShouldBe(HelloVerdict.NameSeveral);
        Read(Hello(Names(Host, "evil.example"))).ShouldBe(HelloVerdict.NameSeveral);
        Read(Hello(Names(Host), Names("evil.example"))).ShouldBe(HelloVerdict.NameSeveral);
        Read(Hello(Names("evil.example"), Names(Host))).ShouldBe(HelloVerdict.NameSeveral);
    }

    [Test]
    public void Should_refuse_a_hello_that_hides_another_unless_that_is_allowed()
    {
        var hello = Hello(Names(Host), Extension(0xfe0d, [0, 0, 1]));

        Read(hello).ShouldBe(HelloVerdict.Encrypted);
        new HelloReader(Host, allowEncrypted: true).Read(hello).ShouldBe(HelloVerdict.Accepted);
        new HelloReader("other.example", allowEncrypted: true).Read(hello).ShouldBe(HelloVerdict.NameOther);
    }

    // What drafts called it: encrypted_server_name, encrypted_client_hello, and what goes along with either.
    [TestCase(0xffce)]
    [TestCase(0xff9f)]
    [TestCase(0xffcd)]
    [TestCase(0xff02)]
    [TestCase(0xff03)]
    [TestCase(0xff04)]
    [TestCase(0xff08)]
    [TestCase(0xfe08)]
    [TestCase(0xfe09)]
    [TestCase(0xfe0a)]
    [TestCase(0xfe0b)]
    [TestCase(0xfe0c)]
    [TestCase(0xfe0d)]
    [TestCase(0xfe00)]
    [TestCase(0xfd00)]
    [TestCase(0xda09)]
    public void Should_refuse_every_number_that_hides_a_hello(int extension)
    {
        Read(Hello(Names(Host), Extension((ushort)extension, [0, 0, 1]))).ShouldBe(HelloVerdict.Encrypted);
        Read(Hello(Extension((ushort)extension, []), Names(Host))).ShouldBe(HelloVerdict.Encrypted, "empty, and before the name");
    }

    // Renegotiation, GREASE, and what ordinary hellos have.
    [TestCase(0xff01)]
    [TestCase(0xfafa)]
    [TestCase(0x4469)]
    [TestCase(34)]
    [TestCase(51)]
    public void Should_take_the_extensions_of_ordinary_hellos(int extension) =>
        Read(Hello(Names(Host), Extension((ushort)extension, [0]))).ShouldBe(HelloVerdict.Accepted);

    [TestCase("GET / HTTP/1.1\r\n\r\n")]
    [TestCase("SSH-2.0-x\r\n")]
    [TestCase("\u0016\u0002")]
    [TestCase("\u0017\u0003\u0003")]
    [TestCase("\u0016\u0003\u0005")]
    [TestCase("\0")]
    public void Should_refuse_what_is_not_TLS_at_the_first_wrong_byte(string text) =>
        Read(System.Text.Encoding.Latin1.GetBytes(text)).ShouldBe(HelloVerdict.NotTls);

    [Test]
    public void Should_refuse_what_is_no_hello()
    {
        Read(Record(Message(Body(Names(Host)), type: 2))).ShouldBe(HelloVerdict.Malformed);
        Read(Record([])).ShouldBe(HelloVerdict.Malformed, "an empty record");
        Read(Record([1, 0, 0, 0])).ShouldBe(HelloVerdict.Malformed, "an empty message");
        Read([22, 3, 1, 0x40, 1]).ShouldBe(HelloVerdict.Malformed, "a record above its limit");
        Read(Record([.. Message(Body(Names(Host))), 1])).ShouldBe(HelloVerdict.Malformed, "something behind the hello");
        Read(Record([.. Message(Body(Names(Host))), .. Message(Body(Names("evil.example")))])).ShouldBe(HelloVerdict.Malformed);
        Read(Hello(Extension(43, [0]), Extension(43, [0]), Names(Host))).ShouldBe(HelloVerdict.Malformed, "a doubled extension");
        Read(Hello(Extension(ServerName, [0, 3, 1, 0, 0]))).ShouldBe(HelloVerdict.Malformed, "an unknown kind of name");
        Read(Hello(Extension(ServerName, [0, 9, 0, 0, 1, 97]))).ShouldBe(HelloVerdict.Malformed, "a list that is too long");
        Read(Hello(Extension(ServerName, [0, 4, 0, 0, 1, 97, 0]))).ShouldBe(HelloVerdict.Malformed, "something behind the list");
    }

    [Test]
    public void Should_refuse_another_record_in_the_middle_of_a_hello()
    {
        var message = Message(Body(Names(Host)));
        byte[] interrupted = [.. Record(message[..20]), .. Record([1], type: 20), .. Record(message[20..])];

        Read(interrupted).ShouldBe(HelloVerdict.Malformed);
        Read([.. Record(message[..20]), .. Record(message[20..])]).ShouldBe(HelloVerdict.Accepted);
    }

    [TestCase(60_000, HelloVerdict.Accepted)]
    [TestCase(65_500, HelloVerdict.TooLarge)]
    public void Should_bound_a_hello(int padding, HelloVerdict expected) =>
        Read(Records(Message(Body(Names(Host), Extension(21, new byte[padding]))), 16 * 1024)).ShouldBe(expected);

    [Test]
    public void Should_not_wait_for_a_hello_that_says_it_is_too_large() =>
        Read(Record([1, 2, 0, 0])).ShouldBe(HelloVerdict.TooLarge);

    [Test]
    public void Should_say_the_same_however_a_hello_is_split_over_records_and_packets() =>
        Gen.Select(Gen.OneOf(Host, "evil.example", ""), Gen.Int[1, 300], Gen.Int[1, 50]).Sample(
            (name, recordSize, packetSize) =>
            {
                var bytes = Records(Message(Body(Extension(10, new byte[100]), Names(name))), recordSize);
                ReadInPackets(bytes, packetSize).ShouldBe(Read(Hello(name)));
            },
            iter: 1000);

    [Test]
    public void Should_wait_for_more_as_long_as_nothing_is_wrong()
    {
        var hello = Records(Message(Body(Names(Host))), 7);
        for (var length = 0; length < hello.Length; length++)
            Read(hello[..length]).ShouldBe(HelloVerdict.NeedMore);
        Read([.. hello, 99]).ShouldBe(HelloVerdict.Accepted);
    }

    [Test]
    public void Should_accept_no_changed_hello_that_does_not_hold_the_name()
    {
        // Longer by an environment variable: this is what the attacker has all the time in the world for.
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("GUARD_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var value) ? value : 2;
        var original = Hello(Names(Host), Extension(16, [0, 3, 2, 104, 50]), Extension(43, [2, 3, 4]));
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Int[0, 2]).Array[1, 6].Sample(
            changes =>
            {
                var bytes = original.ToList();
                foreach (var (at, changed, kind) in changes)
                {
                    if (kind == 0 && at < bytes.Count)
                        bytes[at] = changed;
                    else if (kind == 1)
                        bytes.Insert(Math.Min(at, bytes.Count), changed);
                    else if (at < bytes.Count)
                        bytes.RemoveAt(at);
                }

                byte[] hello = [.. bytes];
                var verdict = Read(hello);
                ReadInPackets(hello, 3).ShouldBe(verdict);
                if (verdict == HelloVerdict.Accepted)
                    System.Text.Encoding.Latin1.GetString(hello).ShouldContain(Host, Case.Insensitive);
            },
            time: seconds);
    }

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    [CancelAfter(20_000)]
    public async Task Should_accept_a_real_hello(SslProtocols protocol, CancellationToken cancellation)
    {
        var hello = await RealHelloAsync(Host, protocol, cancellation);

        Read(hello).ShouldBe(HelloVerdict.Accepted);
        new HelloReader("other.example", allowEncrypted: false).Read(hello).ShouldBe(HelloVerdict.NameOther);
        Read(await RealHelloAsync("127.0.0.1", protocol, cancellation)).ShouldBe(HelloVerdict.NameMissing);
    }

    private static async Task<byte[]> RealHelloAsync(string host, SslProtocols protocol, CancellationToken cancellation)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellation);
        using var server = await listener.AcceptSocketAsync(cancellation);
        await using var stream = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions { TargetHost = host, EnabledSslProtocols = protocol };
        var handshake = stream.AuthenticateAsClientAsync(options, cancellation);
        var buffer = new byte[16 * 1024];
        var count = await server.ReceiveAsync(buffer, cancellation);
        server.Dispose();
        await Should.ThrowAsync<Exception>(handshake);
        return buffer[..count];
    }

    private static HelloVerdict Read(byte[] bytes) => new HelloReader(Host, allowEncrypted: false).Read(bytes);

    private static HelloVerdict ReadInPackets(byte[] bytes, int size)
    {
        var reader = new HelloReader(Host, allowEncrypted: false);
        var verdict = HelloVerdict.NeedMore;
        for (var end = size; verdict == HelloVerdict.NeedMore && end < bytes.Length + size; end += size)
            verdict = reader.Read(bytes.AsSpan(0, Math.Min(end, bytes.Length)));
        return verdict;
    }
}
