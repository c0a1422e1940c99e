using System.Text;
using System.Text.RegularExpressions;
using AiSandbox.Host.Services.Allowlists;
using CsCheck;

namespace Host.Tests.Services.Allowlists;

public sealed partial class AllowlistParserTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [Test]
    public void Should_read_names_domains_options_and_comments()
    {
        var list = Valid("# a comment\n\ngithub.com\n\t.Example.ORG 443 private # why\nhost_1.a-b.example 22\n.x.example until=2026-06-01\n");

        list.Entries.Select(entry => (entry.Pattern, string.Join(',', entry.Ports), entry.Private, entry.Line)).ShouldBe(
        [
            ("github.com", "22,443", false, 3),
            (".example.org", "443", true, 4),
            ("host_1.a-b.example", "22", false, 5),
            (".x.example", "22,443", false, 6),
        ]);
    }

    [Test]
    public void Should_take_no_offence_at_a_byte_order_mark_and_windows_line_ends() =>
        Valid("\uFEFFgithub.com\r\n.example.org 443\r\n").Entries.Count.ShouldBe(2);

    [Test]
    public void Should_leave_out_an_entry_whose_last_day_is_over() =>
        Valid("github.com\nold.example until=2026-05-31\n").Entries.ShouldHaveSingleItem().Name.ShouldBe("github.com");

    [TestCase("*.github.com", "star", ".github.com")]
    [TestCase("git*.com", "star", null)]
    [TestCase("https://github.com/x?y", "scheme", "github.com")]
    [TestCase("HTTPS://GitHub.com", "scheme", "github.com")]
    [TestCase("github.com/x", "path", "github.com")]
    [TestCase("github.com:443", "port", "github.com 443")]
    [TestCase("github.com.", "ends with a dot", "github.com")]
    [TestCase("140.82.121.4", "address", null)]
    [TestCase("2130706433", "address", null)]
    [TestCase("0x7f.1", "address", null)]
    [TestCase("127.1", "address", null)]
    [TestCase("::1", "address", null)]
    [TestCase("[::ffff:1.2.3.4]", "address", null)]
    [TestCase("localhost", "one part", null)]
    [TestCase(".com", "one part", null)]
    [TestCase(".", "empty part", null)]
    [TestCase("..github.com", "empty part", null)]
    [TestCase("git..com", "empty part", null)]
    [TestCase("-git.com", "dash", null)]
    [TestCase("git,hub.com", "character", null)]
    [TestCase("\"github.com\"", "character", null)]
    [TestCase("github.com 8443", "8443 cannot be opened", null)]
    [TestCase("github.com privat", "Did you mean private?", null)]
    [TestCase("github.com until=soon", "no day", "until=2026-12-31")]
    [TestCase("github.com example.org", "no option", null)]
    public void Should_refuse_what_never_matches_or_means_something_else(string line, string why, string? instead)
    {
        var finding = Findings($"# first\n  {line}\n").ShouldHaveSingleItem();

        finding.Line.ShouldBe(2);
        finding.Column.ShouldBeGreaterThan(2);
        finding.Why.ShouldContain(why);
        finding.Instead.ShouldBe(instead);
    }

    [Test]
    public void Should_refuse_bytes_that_are_no_printable_ASCII_and_name_their_place()
    {
        Findings("a.example\nb\0.example\n").ShouldHaveSingleItem().ShouldBe(new AllowlistFinding(2, 2, "the control character 0x00 cannot stand here."));
        Findings("gïthub.com\n").ShouldHaveSingleItem().Why.ShouldContain("punycode");
    }

    [TestCase("")]
    [TestCase("\n# nothing\n")]
    [TestCase("old.example until=2020-01-01")]
    public void Should_refuse_a_list_on_which_nothing_is_in_force(string text) =>
        Findings(text).ShouldHaveSingleItem().Why.ShouldContain("nothing would get through");

    [Test]
    public void Should_refuse_a_name_that_is_too_long()
    {
        Findings($"{new string('a', 64)}.example").ShouldHaveSingleItem().Why.ShouldContain("63");
        Findings(string.Join('.', Enumerable.Repeat(new string('a', 60), 5))).ShouldHaveSingleItem().Why.ShouldContain("253");
    }

    [Test]
    public void Should_show_a_finding_as_editors_read_it() =>
        new AllowlistFinding(3, 7, "it is wrong.", "right").Describe("list.txt").ShouldBe("list.txt:3:7: it is wrong. Write: right");

    [Test]
    public void Should_render_a_file_a_port_and_none_beside_an_entry_that_covers_it()
    {
        var files = AllowlistRenderer.Render(Valid("a.example.org\n.example.org\nexample.org\n.deep.a.example.org\nother.example 443\nsame.example\nsame.example 22 private\n"));

        files["allowed-443"].ShouldBe(".example.org\nother.example\nsame.example\n");
        files["allowed-22"].ShouldBe(".example.org\nsame.example\n");
        files["allowed-private"].ShouldBe("same.example\n");
    }

    [Test]
    public void Should_let_nothing_but_canonical_names_through_whatever_bytes_the_file_holds()
    {
        string[] known = ["github.com", ".github.com", "*.x.org", "a.b", "443", "private", "until=2027-01-01", "#", " ", "\t", "\r\n", "\n", "\0", "ü", "\u2028", "acl", "http_access", "\"/etc/passwd\""];
        var words = Gen.Int[0, known.Length - 1].Select(index => known[index]);
        Gen.Select(words, Gen.Byte.Array[0, 6]).Array[0, 12].Sample(parts =>
        {
            var bytes = parts.SelectMany(part => Encoding.UTF8.GetBytes(part.Item1).Concat(part.Item2)).ToArray();

            foreach (var text in AllowlistRenderer.Render(new AllowlistParser(Today).Parse(bytes)).Values)
                text.Split('\n')[..^1].ShouldAllBe(line => Canonical().IsMatch(line) && line.Length <= 254);
        });
    }

    private static Allowlist Valid(string text)
    {
        var parser = new AllowlistParser(Today);
        var list = parser.Parse(Encoding.UTF8.GetBytes(text));
        parser.Findings.ShouldBeEmpty();
        return list;
    }

    private static IReadOnlyList<AllowlistFinding> Findings(string text)
    {
        var parser = new AllowlistParser(Today);
        parser.Parse(Encoding.UTF8.GetBytes(text));
        return parser.Findings;
    }

    [GeneratedRegex(@"\A\.?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Canonical();
}
