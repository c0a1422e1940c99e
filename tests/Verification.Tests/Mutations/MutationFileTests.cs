using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Mutations;

namespace Verification.Tests.Mutations;

[TestFixture]
public sealed class MutationFileTests
{
    private const string Valid = """
        mutations:
          - id: last-rule
            what: What no rule names is allowed.
            file: squid.conf
            replace: deny all
            with: allow all
            caught-by: [https-unlisted]
        """;

    private static readonly Dictionary<string, string> Rules = new() { ["squid.conf"] = "allow some\ndeny all\n" };

    [Test]
    public void Should_weaken_the_rule_when_it_is_applied()
    {
        var mutation = Parse(Valid).ShouldHaveSingleItem();

        mutation.Apply(Rules["squid.conf"]).ShouldBe("allow some\nallow all\n");
        mutation.IsReloadable.ShouldBeTrue();
    }

    [TestCase("replace: deny all", "replace: deny none", "its 'replace' stands in squid.conf 0 times")]
    [TestCase("replace: deny all", "replace: l", "its 'replace' stands in squid.conf 4 times")]
    [TestCase("file: squid.conf", "file: nginx.conf", "'file: nginx.conf' is not one of squid.conf.")]
    [TestCase("[https-unlisted]", "[https-unlistd]", "the case 'https-unlistd' does not exist.")]
    [TestCase("[https-unlisted]", "[]", "'caught-by' names no case.")]
    [TestCase("    what:", "    waht:", "A mutation has no field 'waht'.")]
    [TestCase("mutations:", "mutatons:", "The file of mutations has no field 'mutatons'.")]
    public void Should_name_line_and_reason_when_the_file_is_not_right(string text, string wrong, string reason)
    {
        var failure = Should.Throw<CatalogueException>(() => Parse(Valid.Replace(text, wrong)));

        failure.Message.ShouldContain(reason);
        failure.Message.ShouldMatch(@"mutations\.yaml:\d+: ");
    }

    private static IReadOnlyList<Mutation> Parse(string text) => MutationFile.Parse(text, Rules, ["https-unlisted"]);
}
