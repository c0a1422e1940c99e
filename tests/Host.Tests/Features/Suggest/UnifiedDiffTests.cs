using System.Globalization;
using AiSandbox.Host.Features.Suggest;
using CsCheck;

namespace Host.Tests.Features.Suggest;

public sealed class UnifiedDiffTests
{
    private static readonly string[] Ten = [.. Enumerable.Range(1, 10).Select(i => $"l{i}")];

    [Test]
    public void Should_show_three_lines_around_a_change() =>
        UnifiedDiff.Lines("f", Ten, isClosed: true, [new LineEdit(4, 1, ["new"])]).ShouldBe(
            ["--- a/f", "+++ b/f", "@@ -2,7 +2,7 @@", " l2", " l3", " l4", "-l5", "+new", " l6", " l7", " l8"]);

    [Test]
    public void Should_add_at_the_end() =>
        UnifiedDiff.Lines("f", Ten, isClosed: true, [new LineEdit(10, 0, ["a", "b"])]).ShouldBe(
            ["--- a/f", "+++ b/f", "@@ -8,3 +8,5 @@", " l8", " l9", " l10", "+a", "+b"]);

    [Test]
    public void Should_close_a_last_line_that_was_open() =>
        UnifiedDiff.Lines("f", ["a", "b"], isClosed: false, [new LineEdit(2, 0, ["c"])]).ShouldBe(
            ["--- a/f", "+++ b/f", "@@ -1,2 +1,3 @@", " a", "-b", @"\ No newline at end of file", "+b", "+c"]);

    [Test]
    public void Should_make_two_hunks_of_changes_that_lie_far_apart() =>
        UnifiedDiff.Lines("f", Ten, isClosed: true, [new LineEdit(0, 1, ["x", "y"]), new LineEdit(9, 1, ["z"])])
            .Where(line => line.StartsWith("@@", StringComparison.Ordinal)).ShouldBe(["@@ -1,4 +1,5 @@", "@@ -7,4 +8,4 @@"]);

    [Test]
    public void Should_give_the_changed_text_when_it_is_applied() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 39].Array[0, 6], Gen.Bool).Sample((count, places, append) =>
        {
            var old = Enumerable.Range(0, count).Select(i => $"l{i}").ToList();
            var edits = places.Where(place => place < count).Distinct().Select(place => new LineEdit(place, 1, [$"n{place}", "more"])).ToList();
            if (append)
                edits.Add(new LineEdit(count, 0, ["end"]));

            var expected = new List<string>(old);
            foreach (var edit in edits.OrderByDescending(edit => edit.Index))
            {
                expected.RemoveRange(edit.Index, edit.Removed);
                expected.InsertRange(edit.Index, edit.Added);
            }

            return Applied(old, [.. UnifiedDiff.Lines("f", old, true, edits)]).SequenceEqual(expected);
        });

    // Written against the format, and not against what writes it: counts and places have to fit.
    private static List<string> Applied(List<string> old, string[] diff)
    {
        var result = new List<string>();
        var next = 0;
        for (var i = 2; i < diff.Length;)
        {
            var numbers = diff[i].Split(' ', ',')[1..5].Select(word => int.Parse(word.Trim('-', '+'), CultureInfo.InvariantCulture)).ToArray();
            var (start, count, newStart, newCount) = (numbers[0], numbers[1], numbers[2], numbers[3]);
            while (next < start - 1)
                result.Add(old[next++]);
            result.Count.ShouldBe(newStart - 1);
            for (i++; i < diff.Length && !diff[i].StartsWith("@@", StringComparison.Ordinal); i++)
            {
                if (diff[i][0] is ' ' or '-')
                    old[next++].ShouldBe(diff[i][1..]);
                if (diff[i][0] is ' ' or '+')
                    result.Add(diff[i][1..]);
            }

            (next - start + 1, result.Count - newStart + 1).ShouldBe((count, newCount));
        }

        result.AddRange(old[next..]);
        return result;
    }
}
