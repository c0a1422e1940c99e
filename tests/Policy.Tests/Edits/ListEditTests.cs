using System.Text;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace Policy.Tests.Edits;

public sealed class ListEditTests
{
    [TestCase("a.example\n\n# more\n", "a.example\nnew.example 443\n\n# more\n", TestName = "below the last entry")]
    [TestCase("# none\n", "# none\nnew.example 443\n", TestName = "at the end where there is none")]
    [TestCase("", "new.example 443\n", TestName = "into an empty file")]
    [TestCase("a.example", "a.example\nnew.example 443\n", TestName = "behind a last line without an ending")]
    [TestCase("# x\r\na.example\r\n", "# x\r\na.example\r\nnew.example 443\r\n", TestName = "with the file's line endings")]
    [TestCase("\tb.example   22  # odd\n", "\tb.example   22  # odd\nnew.example 443\n", TestName = "leaving other lines as they are")]
    public void Should_add_a_line(string before, string after)
    {
        var edit = Allow(before, "new.example 443");

        Texts.Text(edit).ShouldBe(after);
        edit.Changes.ShouldHaveSingleItem().Before.ShouldBeNull();
    }

    [TestCase("a.example 22", "a.example 443", "a.example", TestName = "with a port more")]
    [TestCase("a.example 443 until=2026-11-30", "a.example 443 until=2026-12-31", "a.example 443 until=2026-12-31", TestName = "with a later day")]
    [TestCase("a.example until=2026-11-30  # trial", "a.example", "a.example  # trial", TestName = "for good, keeping the reason")]
    [TestCase("a.example 443  # old", "a.example  # new", "a.example  # new", TestName = "with a reason of its own")]
    [TestCase("a.example until=2020-01-01", "a.example 443", null, TestName = "but not one that has more ports")]
    [TestCase("a.example 22 private", "a.example 443", "a.example private", TestName = "keeping private")]
    [TestCase("a.example 443  # why", "a.example 443 private", "a.example 443 private  # why", TestName = "with private")]
    [TestCase("a.example", "a.example private until=2026-12-31", null, TestName = "but not where private ends before the rest")]
    [TestCase("a.example private until=2026-11-30", "a.example", null, TestName = "but not where private would outlast its day")]
    [TestCase(".github.io 443 broad", ".github.io 22 broad", ".github.io broad", TestName = "keeping broad")]
    [TestCase("a.example 22", "a.example 443 until=2026-12-31", null, TestName = "but not where a day would be lost")]
    [TestCase(".a.example 22", "a.example 443", null, TestName = "but not of another name")]
    public void Should_replace_the_line_of_the_same_name(string before, string wanted, string? after)
    {
        var edit = Allow($"x.example\n{before}\ny.example\n", wanted);

        Texts.Text(edit).ShouldBe(after is null
            ? $"x.example\n{before}\ny.example\n{wanted}\n"
            : $"x.example\n{after}\ny.example\n");
    }

    [Test]
    public void Should_make_the_local_file_when_that_is_asked_for()
    {
        var edit = ListEdit.Allow(Texts.Files("a.example\n"), Texts.Entry("b.example", "allowed-sites.local.txt"), Lists.Suffixes).ShouldNotBeNull();

        edit.Changed.ShouldBe([("allowed-sites.local.txt", "b.example\n")]);
        edit.Changes.ShouldHaveSingleItem().Diff().ShouldBe(["allowed-sites.local.txt:1: + b.example"]);
    }

    [Test]
    public void Should_remove_the_lines_of_a_name_from_both_files_and_nothing_else()
    {
        const string shared = "# a.example\na.example 22\r\n\n.a.example\na.example 443 # twice\nb.example";
        var edit = ListEdit.Remove(Texts.Files(shared, "a.example\n"), entry => entry.Spelling == "a.example", Lists.Suffixes).ShouldNotBeNull();

        Texts.Text(edit).ShouldBe("# a.example\n\n.a.example\nb.example");
        Texts.Text(edit, "allowed-sites.local.txt").ShouldBeEmpty();
        edit.Changes.SelectMany(change => change.Diff()).ShouldBe(
        [
            "allowed-sites.txt:2: - a.example 22",
            "allowed-sites.txt:5: - a.example 443 # twice",
            "allowed-sites.local.txt:1: - a.example",
        ]);
    }

    [Test]
    public void Should_change_nothing_when_nothing_is_meant() =>
        ListEdit.Remove(Texts.Files("a.example\n"), entry => entry.Spelling == ".a.example", Lists.Suffixes)
            .ShouldNotBeNull().Changed.ShouldBeEmpty();

    // An edit would write them in another way; the linter refuses them and says how to save the file.
    [TestCase("utf-16")]
    [TestCase("utf-8 with a mark")]
    [TestCase("latin-1")]
    public void Should_not_edit_a_file_whose_bytes_it_would_not_keep(string kind)
    {
        byte[] bytes = kind switch
        {
            "utf-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a.example\n")],
            "utf-8 with a mark" => [.. Encoding.UTF8.GetPreamble(), .. "a.example\n"u8],
            _ => [.. "a.example # caf"u8, 0xE9, (byte)'\n'],
        };
        AllowlistSource[] sources = [new("allowed-sites.txt", bytes)];

        ListEdit.Allow(sources, Texts.Entry("b.example"), Lists.Suffixes).ShouldBeNull();
        AllowlistLinter.Lint(sources, Lists.Suffixes, Lists.Presets, Lists.Today).IsRefused.ShouldBeTrue();
    }

    [TestCase("a.example")]
    [TestCase(".a.example 443")]
    [TestCase("a.example 22 private")]
    [TestCase(".github.io broad until=2026-12-31  # why")]
    public void Should_write_an_entry_as_the_list_reads_it(string line) => EntryLine.Of(Texts.Entry(line)).ShouldBe(line);

    private static ListEdit Allow(string text, string wanted) =>
        ListEdit.Allow(Texts.Files(text), Texts.Entry(wanted), Lists.Suffixes).ShouldNotBeNull();
}
