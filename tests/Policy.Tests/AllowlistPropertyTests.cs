using System.Text;
using System.Text.RegularExpressions;
using AiSandbox.Policy;
using CsCheck;

namespace Policy.Tests;

public sealed partial class AllowlistPropertyTests
{
    private const int Runs = 20_000;

    private static readonly string[] Pieces =
    [
        "github.com", ".github.com", "api.github.com", ".foo", "foo", "a.foo", "*.", "*", "https://", "ssh://", "git@", "/x", "/", ":443",
        ":22", ":", ".", "..", "-", "_", "-n", " 443", " 22", " private", " broad", " until=2026-12-31", " until=2020-01-01", " until=", "#",
        " # why", "\"", ",", "[::1]", "127.1", "0x7f", "xn--", "xn--bcher-kva", "ü", "а", "日本", "\u3002", "\u00A0", "\u200D", "\u202E",
        "\u212A", "\0", "\u0007", "\t", " ", "\r", "\r\n", "\n", "\n", "\n", "\uFEFF", "@npm", "@github", "@claude-code", "@nmp", "@", "co.uk", ".co.uk", ".amazonaws.com", "A", "z9", "%41",
    ];

    // Bytes as they come, and texts that come close to what is understood: there the mistakes are.
    private static readonly Gen<byte[]> Texts = Any(Pieces).Array[0, 25].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));
    private static readonly Gen<byte[]> Entries = Gen.Select(
            Any(".foo.bar", "foo.bar", "a.foo.bar", ".a.foo.bar", "b.a.foo.bar", "*.foo.bar", ".bar broad", "github.com", "@github", "@npm", ".npmjs.org", "api.github.com"),
            Any("", " 443", " 22", " private", " 22 private"),
            Any("", " until=2027-01-01", " until=2027-01-02", " until=2020-01-01"),
            Any("", "  # why", "\r"))
        .Select((name, ports, until, end) => name + ports + until + end + "\n")
        .Array[0, 8].Select(lines => Encoding.UTF8.GetBytes(string.Concat(lines)));
    private static readonly Gen<byte[]> Noise = Gen.Byte.Array[0, 60];
    private static readonly Gen<byte[]> Mixed = Gen.Select(Texts, Noise, Texts, (one, noise, other) => (byte[])[.. one, .. noise, .. other]);
    private static readonly Gen<byte[]> Wide = Gen.Select(Gen.Bool, Texts, (little, text) => (byte[])
        [.. little ? (byte[])[0xFF, 0xFE] : [0xFE, 0xFF], .. (little ? Encoding.Unicode : Encoding.BigEndianUnicode).GetBytes(Encoding.UTF8.GetString(text))]);
    private static readonly Gen<byte[]> Files = Gen.Frequency((4, Texts), (4, Entries), (1, Noise), (2, Mixed), (1, Wide));

    private static readonly Gen<string> Hosts = Any("github.com", "api.github.com", "registry.npmjs.org", "foo.bar", "a.foo.bar", "b.a.foo.bar", "xfoo.bar", "x.bar", "co.uk");

    [Test]
    public void Should_hand_on_canonical_names_alone_whatever_bytes_the_files_hold() => Gen.Select(Files, Files).Sample(
        (shared, local) => ProxyLists.Of(Lists.Lint(shared, local).ValidSites).Files.Values
            .SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .ToList().TrueForAll(Canonical().IsMatch),
        iter: Runs);

    [Test]
    public void Should_never_hand_on_a_name_beside_one_that_covers_it() => Files.Sample(
        bytes => ProxyLists.Of(Lists.Lint(bytes).ValidSites).Files.Values.ToList().TrueForAll(text =>
        {
            // Slow and plain on purpose: every pair is compared.
            var names = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return names.OrderBy(name => new string([.. name.Reverse()]), StringComparer.Ordinal).SequenceEqual(names)
                && names.All(name => names.Count(other => Covers(other, name)) == 1);
        }),
        iter: Runs);

    [Test]
    public void Should_read_what_it_wrote_as_the_same_list() => Files.Sample(
        bytes =>
        {
            var text = ProxyLists.Of(Lists.Lint(bytes).ValidSites).Https;
            var again = Lists.Lint(PublicSuffixList.None, Encoding.UTF8.GetBytes(text));
            return text.Length == 0
                || (again.Findings.All(finding => finding.RuleId is RuleIds.Underscore or RuleIds.Relay) && ProxyLists.Of(again.Sites).Https == text);
        },
        iter: Runs);

    [Test]
    public void Should_correct_everything_at_once() => Gen.Select(Files, Files).Sample(
        (shared, local) =>
        {
            var first = Lists.Lint(shared, local);
            var corrected = first.Fixed.Select(file => Encoding.UTF8.GetBytes(file.Text)).ToArray();
            var second = Lists.Lint(corrected);
            return second.Findings.All(finding => !finding.IsFixable) && second.Fixed.All(file => !file.IsChanged);
        },
        iter: Runs);

    [Test]
    public void Should_mean_the_same_when_it_is_corrected() => Gen.Select(Files, Files).Sample(
        (shared, local) =>
        {
            var first = Lists.Lint(shared, local);
            var second = Lists.Lint([.. first.Fixed.Select(file => Encoding.UTF8.GetBytes(file.Text))]);
            return ProxyLists.Of(first.ValidSites) == ProxyLists.Of(second.ValidSites);
        },
        iter: Runs);

    [Test]
    public void Should_say_that_a_file_changes_exactly_when_something_is_fixable() => Files.Sample(
        bytes => Lists.Lint(bytes) is var result && result.Fixed[0].IsChanged == result.Findings.Any(finding => finding.IsFixable),
        iter: Runs);

    [Test]
    public void Should_print_nothing_that_drives_a_terminal() => Files.Sample(
        bytes => LintReport.Lines(Lists.Lint(bytes).Findings)
            .All(line => line.EnumerateRunes().All(rune => !SafeText.IsUnseen(rune))),
        iter: Runs);

    [Test]
    public void Should_match_what_the_rendered_list_matches() => Gen.Select(Files, Hosts, Any(443, 22, 80)).Sample(
        (bytes, host, port) =>
        {
            var sites = Lists.Lint(bytes).ValidSites;
            var lists = ProxyLists.Of(sites);
            var names = (port switch { 443 => lists.Https, 22 => lists.Ssh, _ => "" }).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return sites.Matches(host, port) == names.Any(name => Covers(name, host));
        },
        iter: Runs);

    [Test]
    [CancelAfter(20_000)]
    public void Should_take_linear_time_when_many_lines_are_alike()
    {
        // 100 000 lines of one name, each with a day of its own, and a chain of 40 labels: the worst cases for a pairwise check.
        var days = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a.example until={new DateOnly(2027, 1, 1).AddDays(i):yyyy-MM-dd}\n"));
        var deep = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"n{i}.{string.Join('.', Enumerable.Repeat("d", 40))}.example\n"));

        Lists.Lint(days).Sites.Entries.Count.ShouldBe(1);
        Lists.Lint(deep).Sites.Entries.Count.ShouldBe(100_000);
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static bool Covers(string other, string name) => other == name
        || (other.StartsWith('.') && (other[1..] == name || name.EndsWith(other, StringComparison.Ordinal)));

    [GeneratedRegex(@"\A\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Canonical();
}
