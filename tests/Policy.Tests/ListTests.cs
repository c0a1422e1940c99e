using System.Text;
using AiSandbox.Policy;

namespace Policy.Tests;

public sealed class ListTests
{
    [Test]
    public void Should_find_nothing_wrong_with_the_list_that_ships() =>
        Lists.Lint(File.ReadAllBytes(Repository.File("allowed-sites.txt"))).Findings.ShouldBeEmpty();

    [TestCase("")]
    [TestCase("\n\n# gitfoo.com\n")]
    [TestCase("gitfoo.com until=2026-11-23")]
    public void Should_refuse_a_list_when_nothing_would_get_through(string text)
    {
        var result = Lists.Lint(text);

        result.Findings.ShouldContain(finding => finding.RuleId == RuleIds.Empty && finding.Severity == Severity.Error);
        result.IsRefused.ShouldBeTrue();
    }

    [Test]
    public void Should_let_nothing_through_when_one_line_is_wrong()
    {
        var result = Lists.Lint("gitfoo.com\nhttps://gitlab.com\n");

        result.Sites.Entries.ShouldBeEmpty();
        result.Sites.Matches("gitfoo.com", 443).ShouldBeFalse();
    }

    [TestCase("2026-11-24", true)]
    [TestCase("2026-11-23", false)]
    public void Should_keep_an_entry_in_force_through_its_last_day(string day, bool expected)
    {
        var result = Lists.Lint($"ok.example\ngitfoo.com until={day}");

        result.IsRefused.ShouldBeFalse();
        result.Sites.Matches("gitfoo.com", 443).ShouldBe(expected);
        result.Findings.Select(finding => finding.RuleId).ShouldBe(expected ? [] : [RuleIds.Expired]);
    }

    [TestCase("gitfoo.com\ngitfoo.com\n", RuleIds.Duplicate, "gitfoo.com\n")]
    [TestCase("gitfoo.com\nGITFOO.com 22 443\n", RuleIds.Duplicate, "gitfoo.com\n")]
    [TestCase("gitfoo.com\ngitfoo.com # pushes\n", RuleIds.Duplicate, "gitfoo.com\n# pushes\n")]
    [TestCase("a.b.gitfoo.com\n.gitfoo.com\n", RuleIds.Covered, ".gitfoo.com\n")]
    [TestCase(".gitfoo.com\ngitfoo.com\n", RuleIds.Covered, ".gitfoo.com\n")]
    [TestCase(".a.gitfoo.com 443\n.gitfoo.com\n", RuleIds.Covered, ".gitfoo.com\n")]
    [TestCase("gitfoo.com 443\ngitfoo.com\n", RuleIds.Covered, "gitfoo.com\n")]
    [TestCase("gitfoo.com until=2027-01-01\ngitfoo.com\n", RuleIds.Covered, "gitfoo.com\n")]
    [TestCase("gitfoo.com\ngitfoo.com private\n", RuleIds.Covered, "gitfoo.com private\n")]
    public void Should_warn_of_an_entry_and_take_it_out_when_another_allows_all_of_it(string text, string rule, string corrected)
    {
        var result = Lists.Lint(text);

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.RuleId, finding.Severity).ShouldBe((rule, Severity.Warning));
        result.Fixed.ShouldHaveSingleItem().Text.ShouldBe(corrected);
        result.Sites.Entries.Count.ShouldBe(1);
    }

    [TestCase("gitfoo.com\n.api.gitfoo.com\n")]
    [TestCase("gitfoo.com 443\ngitfoo.com 22\n")]
    [TestCase(".gitfoo.com 443\napi.gitfoo.com\n")]
    [TestCase(".gitfoo.com\napi.gitfoo.com private\n")]
    [TestCase(".gitfoo.com until=2027-01-01\napi.gitfoo.com until=2027-01-02\n")]
    [TestCase(".gitfoo.com\nnotgitfoo.com\n")]
    public void Should_keep_an_entry_when_no_other_allows_all_of_it(string text)
    {
        var result = Lists.Lint(text);

        result.Findings.ShouldBeEmpty();
        result.Sites.Entries.Count.ShouldBe(2);
    }

    [Test]
    public void Should_blame_the_local_file_when_both_say_the_same()
    {
        var result = Lists.Lint("gitfoo.com\n"u8.ToArray(), "gitfoo.com\n.example.org\n"u8.ToArray());

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.File, finding.Line, finding.RuleId).ShouldBe(("allowed-sites.local.txt", 1, RuleIds.Duplicate));
        result.Fixed.Select(file => (file.File, file.IsChanged)).ShouldBe(
            [("allowed-sites.txt", false), ("allowed-sites.local.txt", true)]);
        result.Sites.Matches("x.example.org", 22).ShouldBeTrue();
    }

    [Test]
    public void Should_not_touch_the_committed_file_when_the_local_one_covers_it() =>
        Lists.Lint("api.gitfoo.com\n"u8.ToArray(), ".gitfoo.com\n"u8.ToArray()).Findings.ShouldBeEmpty();

    [Test]
    public void Should_tolerate_Windows_line_endings_with_one_warning()
    {
        var result = Lists.Lint("gitfoo.com\r\n# x\r\n\r\ngitlab.com 443\r\n");

        result.IsRefused.ShouldBeFalse();
        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.RuleId, finding.Severity, finding.Line).ShouldBe((RuleIds.LineEnding, Severity.Warning, 1));
        result.Fixed[0].Text.ShouldBe("gitfoo.com\n# x\n\ngitlab.com 443\n");
        result.Sites.Matches("gitlab.com", 443).ShouldBeTrue();
    }

    [TestCaseSource(nameof(Encodings))]
    public void Should_refuse_another_encoding_and_convert_it(byte[] bytes, string rule)
    {
        var result = Lists.Lint(bytes);

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.RuleId, finding.Severity).ShouldBe((rule, Severity.Error));
        result.Fixed[0].Text.ShouldBe("gitfoo.com # für\n");
    }

    [Test]
    public void Should_take_out_a_mark_in_the_middle_when_files_were_joined()
    {
        var result = Lists.Lint("gitfoo.com\n\uFEFFgitlab.com\n");

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.RuleId, finding.Line, finding.CorrectedLine).ShouldBe((RuleIds.ByteOrderMark, 2, "gitlab.com"));
        result.Fixed[0].Text.ShouldBe("gitfoo.com\ngitlab.com\n");
    }

    [Test]
    public void Should_keep_right_lines_byte_for_byte_when_others_are_corrected()
    {
        const string text = "\n   # head\t \n.gitfoo.com   443\t# säule  \n\n\nhttps://a.example\n  \nGitLab.com  22 #x";

        Lists.Lint(text).Fixed[0].Text.ShouldBe(text.Replace("https://a.example", "a.example 443", StringComparison.Ordinal));
    }

    [Test]
    public void Should_change_nothing_when_all_is_right() => Lists.Lint("gitfoo.com").Fixed[0].IsChanged.ShouldBeFalse();

    private static IEnumerable<TestCaseData> Encodings()
    {
        const string text = "gitfoo.com # für\n";
        byte[] mark = [0xEF, 0xBB, 0xBF];
        yield return new TestCaseData(mark.Concat(Encoding.UTF8.GetBytes(text)).ToArray(), RuleIds.ByteOrderMark).SetArgDisplayNames("UTF-8 with a mark");
        yield return new TestCaseData(Encoding.Latin1.GetBytes(text), RuleIds.Encoding).SetArgDisplayNames("Latin-1");
        yield return new TestCaseData((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], RuleIds.Encoding).SetArgDisplayNames("UTF-16 LE");
        yield return new TestCaseData((byte[])[0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)], RuleIds.Encoding).SetArgDisplayNames("UTF-16 BE");
    }
}
