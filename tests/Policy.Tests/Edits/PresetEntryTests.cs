using AiSandbox.Policy.Edits;

namespace Policy.Tests.Edits;

public sealed class PresetEntryTests
{
    [TestCase("@npm", "@npm")]
    [TestCase("  @NPM  until=2026-12-31   # the build ", "@npm until=2026-12-31  # the build")]
    [TestCase("@gone-by-now", "@gone-by-now", TestName = "also a preset that there is no more")]
    public void Should_read_a_line_that_names_a_preset(string text, string line) =>
        Read(text).ShouldNotBeNull().Text.ShouldBe(line);

    [TestCase("npm.example")]
    [TestCase("# @npm")]
    [TestCase("@")]
    [TestCase("@a_b")]
    [TestCase("@npm until=tomorrow")]
    [TestCase("")]
    public void Should_be_none_when_the_line_is_something_else(string text) => Read(text).ShouldBeNull();

    [TestCase("@npm", "@npm", true)]
    [TestCase("@npm", "@npm until=2026-12-31", true)]
    [TestCase("@npm until=2026-12-31", "@npm", false)]
    [TestCase("@npm until=2026-12-30", "@npm until=2026-12-31", false)]
    [TestCase("@npm", "@yarn", false)]
    public void Should_outlast_a_line_of_the_same_preset_that_ends_no_later(string one, string other, bool outlasts) =>
        Read(one)!.Outlasts(Read(other)!).ShouldBe(outlasts);

    private static PresetEntry? Read(string text) => PresetEntry.Read("allowed-sites.txt", 7, text);
}
