using AiSandbox.Host.Model.Settings;
using CsCheck;

namespace Host.Tests.Model.Settings;

public sealed class EnvMergeTests
{
    private const string Template =
        "# Head\n\n# About A.\n# More.\nA=\n\n# About B and C.\nB=\nC=1\n\n# Own:\n# EXAMPLE=\n";

    private static readonly string[] Lines =
        ["A=user's", "# B=8", "  C = 'x' # y", "", "\t", "#", "# prose, and A = no", "OWN=ü 🐋", "EXAMPLE=1"];

    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.Int[0, Lines.Length - 1].Select(i => Lines[i]),
        Gen.String[Gen.Char[' ', '~'], 0, 20], Gen.String[0, 10]);

    private static readonly Gen<string> Text = Gen.Select(
        Gen.Bool,
        Line.Array[0, 8],
        Gen.Bool.Select(windows => windows ? "\r\n" : "\n"),
        Gen.Bool,
        (mark, lines, newline, ended) =>
            (mark ? "\uFEFF" : "") + string.Join(newline, lines) + (ended ? newline : ""));

    [Test]
    public void Should_keep_every_byte_of_the_user_when_anything_is_added() => Text.Sample(text =>
    {
        var (merged, added) = EnvMerge.Merge(text, Template);

        merged.ShouldStartWith(text, Case.Sensitive);
        if (added.Count == 0)
            merged.ShouldBe(text);
    });

    [Test]
    public void Should_add_each_missing_setting_once_when_merged_again_and_again() => Text.Sample(text =>
    {
        var (once, added) = EnvMerge.Merge(text, Template);
        var (twice, addedAgain) = EnvMerge.Merge(once, Template);

        twice.ShouldBe(once);
        addedAgain.ShouldBeEmpty();
        var lines = once[text.Length..].Split('\n');
        foreach (var name in added)
            lines.Count(line => line.StartsWith($"{name}=", StringComparison.Ordinal)).ShouldBe(1);
    });

    [Test]
    public void Should_bring_the_comments_of_a_setting_along_when_it_is_new() =>
        EnvMerge.Merge("B=mine", Template).Text.ShouldBe("B=mine\n\n# About A.\n# More.\nA=\nC=1\n");

    [Test]
    public void Should_use_the_line_endings_of_the_file_when_it_adds_lines() =>
        EnvMerge.Merge("\uFEFFB=mine\r\nC=\r\n", Template).Text
            .ShouldBe("\uFEFFB=mine\r\nC=\r\n\r\n# About A.\r\n# More.\r\nA=\r\n");

    [Test]
    public void Should_not_add_a_setting_when_the_user_made_it_a_comment() =>
        EnvMerge.Merge("#A=\n# B = 1\nC=1\n", Template).Added.ShouldBeEmpty();
}
