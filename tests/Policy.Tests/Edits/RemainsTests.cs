using AiSandbox.Policy.Edits;

namespace Policy.Tests.Edits;

public sealed class RemainsTests
{
    [TestCase("a.example", "b.example\n.xa.example\nb.a.example", "")]
    [TestCase("b.a.example", ".a.example 443", ".a.example")]
    [TestCase("a.example", ".a.example\n.example broad", ".example")]
    [TestCase(".a.example", "a.example\nb.a.example 22\na.b.example", "a.example,b.a.example")]
    public void Should_find_every_entry_through_which_something_of_it_passes(string denied, string list, string expected) =>
        string.Join(',', Remains.Of(Lists.Lint(list).ValidSites, Texts.Entry(denied)).Select(entry => entry.Spelling)).ShouldBe(expected);
}
