using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace Policy.Tests.Edits;

public sealed class PolicyDiffTests
{
    [TestCase("a.example", "a.example # other comment")]
    [TestCase("a.example", "a.example 443\na.example 22 until=2027-01-01")]
    [TestCase(".a.example", ".a.example\nb.a.example private until=2020-01-01")]
    public void Should_be_empty_when_the_same_can_be_reached(string before, string after) => Diff(before, after).ShouldBeEmpty();

    [TestCase("a.example", "a.example\nb.example 443", "+ b.example 443")]
    [TestCase("a.example\nb.example", "b.example", "- a.example")]
    [TestCase("a.example 443", "a.example", "+ a.example 22")]
    [TestCase("a.example", "a.example 22", "- a.example 443")]
    [TestCase("a.example", "a.example private", "+ a.example private")]
    [TestCase("a.example\nx.example", ".a.example 443\nb.example 22", "- a.example 22|- x.example|+ .a.example 443|+ b.example 22")]
    public void Should_name_what_opens_and_what_closes(string before, string after, string expected) =>
        Diff(before, after).ShouldBe(expected.Split('|'));

    // Rendered, a name below a listed domain is left out: that is no refusal, and it is none when it comes back.
    [TestCase("b.a.example", ".a.example", "+ .a.example")]
    [TestCase(".a.example\nb.a.example", "b.a.example", "- .a.example")]
    public void Should_not_take_a_name_for_closed_when_a_domain_covers_it(string before, string after, string expected) =>
        Diff(before, after).ShouldBe([expected]);

    [TestCase("a.example", true)]
    [TestCase("b.a.example", false)]
    [TestCase("d.example", true)]
    [TestCase("x.y.d.example", true)]
    [TestCase(".x.d.example", true)]
    [TestCase(".a.example", false)]
    [TestCase("xd.example", false)]
    [TestCase("example", false)]
    public void Should_cover_what_the_proxy_would_let_through(string name, bool expected) =>
        new NameSet("a.example\n.d.example\n").Covers(name).ShouldBe(expected);

    private static IReadOnlyList<string> Diff(string before, string after) => PolicyDiff.Of(
        ProxyLists.Of(Lists.Lint(before).Sites), ProxyLists.Of(Lists.Lint(after).Sites));
}
