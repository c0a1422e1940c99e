using AiSandbox.Guard.Gate;
using CsCheck;

namespace Guard.Tests.Gate;

public sealed class DnsQueryTests
{
    [TestCase("github.com", "github.com")]
    [TestCase("GitHub.COM", "github.com")]
    [TestCase("_dmarc.example.com", "_dmarc.example.com")]
    [TestCase("", null, Description = "the root")]
    [TestCase("127.1", null, Description = "an address in some spelling")]
    [TestCase("a b.example", null)]
    [TestCase("\u00e4.example", null)]
    [TestCase("-a.example", null)]
    public void Should_read_a_name_when_a_list_could_hold_it(string asked, string? name)
    {
        DnsQuery.Read(Dns.Question(asked), out var query).ShouldBe(DnsCode.None);

        query.Name.ShouldBe(name);
        query.Type.ShouldBe(DnsTypes.Address);
    }

    [Test]
    public void Should_take_a_dot_inside_a_label_for_no_border()
    {
        byte[] message = [.. Dns.Question("x")[..12], 10, .. "github.com"u8, 0, 0, 1, 0, 1];

        DnsQuery.Read(message, out var query).ShouldBe(DnsCode.None);

        query.Name.ShouldBeNull();
    }

    [Test]
    public void Should_see_whether_an_explanation_is_understood()
    {
        DnsQuery.Read(Dns.Question("a.example", edns: true), out var with);
        DnsQuery.Read(Dns.Question("a.example"), out var without);

        with.HasEdns.ShouldBeTrue();
        without.HasEdns.ShouldBeFalse();
    }

    [Test]
    public void Should_never_answer_an_answer_or_less_than_a_header()
    {
        DnsQuery.Read(Dns.Question("a.example", operation: 0x81), out _).ShouldBeNull();
        DnsQuery.Read(Dns.Question("a.example").AsSpan(0, 11), out _).ShouldBeNull();
        DnsQuery.Read([], out _).ShouldBeNull();
    }

    [Test]
    public void Should_refuse_other_operations_than_a_query() =>
        DnsQuery.Read(Dns.Question("a.example", operation: 0x28), out _).ShouldBe(DnsCode.NotImplemented);

    [Test]
    public void Should_refuse_what_is_no_single_question()
    {
        var question = Dns.Question("a.example");
        foreach (var (at, count) in new[] { (5, 0), (5, 2), (4, 1), (7, 1), (9, 1) })
            DnsQuery.Read([.. question[..at], (byte)count, .. question[(at + 1)..]], out _).ShouldBe(DnsCode.Malformed);
    }

    [Test]
    public void Should_refuse_a_pointer_a_long_label_and_a_long_name()
    {
        var head = Dns.Question("x")[..12];
        byte[][] names =
        [
            [0xC0, 12], [1, (byte)'a', 0xC0, 12], [64, .. new byte[64], 0], [0x80, 0],
            [.. Enumerable.Repeat<byte[]>([63, .. Enumerable.Repeat((byte)'a', 63)], 4).SelectMany(label => label), 0],
        ];

        foreach (var name in names)
            DnsQuery.Read([.. head, .. name, 0, 1, 0, 1], out _).ShouldBe(DnsCode.Malformed);
    }

    [Test]
    public void Should_take_the_longest_name_that_there_is()
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', 62), 3).Append(new string('b', 63)));

        DnsQuery.Read(Dns.Question(name), out var query).ShouldBe(DnsCode.None);

        query.Name.ShouldBe(name);
    }

    [Test]
    public void Should_refuse_it_wherever_it_is_cut_off()
    {
        var question = Dns.Question("www.github.com", edns: true);
        var end = question.Length - 11;

        for (var length = DnsQuery.HeaderBytes; length < end; length++)
            DnsQuery.Read(question.AsSpan(0, length), out _).ShouldBe(DnsCode.Malformed, $"{length} bytes");
    }

    [Test]
    public void Should_answer_damaged_questions_with_something_small_and_whole() => Gen.Select(
        Gen.Byte.Array[0, 40], Gen.Int[0, 40], Gen.Bool).Sample((noise, at, inside) =>
    {
        var question = Dns.Question("www.github.com", edns: true);
        byte[] message = inside ? [.. question[..Math.Min(at, question.Length)], .. noise] : noise;

        var code = DnsQuery.Read(message, out var query);
        if (code is not { } known)
            return;
        var answer = new DnsAnswer(known, Explanation: new string('x', 500)).Write(message, query);

        answer.Length.ShouldBeInRange(DnsQuery.HeaderBytes, 512);
        answer[..2].ShouldBe(message[..2]);
        (answer[2] & 0x80).ShouldBe(0x80);
    });
}
