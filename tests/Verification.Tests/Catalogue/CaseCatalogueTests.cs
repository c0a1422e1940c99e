using AiSandbox.Verification.Catalogue;

namespace Verification.Tests.Catalogue;

[TestFixture]
public sealed class CaseCatalogueTests
{
    private const string Valid = """
        programs:
          ask: print("hello")
        cases:
          - id: https-listed
            title: HTTPS passes
            why: It is the job.
            outcome: allow
            run: [curl, "https://@{marker}.google.com/"]
            expect: { exit: 0, stdout: { contains: hello } }
            proxy: [{ decision: allow, host: www.google.com, port: 443 }]
            internet: [{ service: https }]
            live: { expect: { exit: [0, 22] } }
          - id: tcp-direct
            title: TCP is refused
            why: It leads anywhere.
            outcome: deny
            script: |
              nc @{internet} 443
              python3 -c '@{ask}'
            timeout: 7
            expect: { exit: nonzero }
            proxy: none
            internet: none
            control: https-listed
            live: true
        """;

    [Test]
    public void Should_read_every_field_when_the_file_is_valid()
    {
        var catalogue = Parse(Valid);

        var (allow, deny) = (catalogue.Cases[0], catalogue.Cases[1]);
        allow.Family.ShouldBe("demo");
        allow.Outcome.ShouldBe(Outcome.Allow);
        allow.At.ShouldBe(Place.Workspace);
        allow.Timeout.ShouldBe(TimeSpan.FromSeconds(10));
        allow.Proxy.ShouldHaveSingleItem().ShouldBe(new ProxyExpectation(ProxyDecision.Allow, "www.google.com", 443, null, null));
        allow.Internet.ShouldHaveSingleItem().Service.ShouldBe("https");
        allow.Origin.ToString().ShouldBe("demo.yaml:4");
        deny.Run.ShouldBe(["bash", "-c", "nc @{internet} 443\npython3 -c 'print(\"hello\")'"]);
        deny.Timeout.ShouldBe(TimeSpan.FromSeconds(7));
        deny.Controls.ShouldBe(["https-listed"]);
        deny.Expect.Exit.Accepts(0).ShouldBeFalse();
        deny.Expect.Exit.Accepts(3).ShouldBeTrue();
    }

    [TestCase("why: It is the job.", "wy: It is the job.", 4, "'why' is missing.")]
    [TestCase("why: It is the job.", "wy: It is the job.", 6, "A case has no field 'wy'. Known: ")]
    [TestCase("title: HTTPS passes", "title: ''", 5, "'title' is empty.")]
    [TestCase("outcome: allow", "outcome: maybe", 7, "'outcome: maybe' is not one of allow, deny.")]
    [TestCase("    outcome: deny\n", "", 13, "'outcome' is missing.")]
    [TestCase("{ exit: 0, stdout", "{ exit: 0, stdut", 9, "'expect' has no field 'stdut'")]
    [TestCase("{ exit: 0, stdout: { contains", "{ exit: 0, stdout: { contain", 9, "'stdout' has no field 'contain'")]
    [TestCase("{ exit: nonzero }", "{ exit: [] }", 21, "'exit' must be a number, a list of numbers, or 'nonzero'.")]
    [TestCase("{ exit: nonzero }", "{ exit: never }", 21, "'exit' must be a whole number.")]
    [TestCase("{ exit: nonzero }", "{ stdout: { contains: x } }", 21, "'exit' is missing.")]
    [TestCase("{ contains: hello }", "{ matches: '(' }", 9, "'(' is not a regular expression.")]
    [TestCase("decision: allow", "decision: alow", 10, "'decision: alow' is not one of allow, deny, empty, cut.")]
    [TestCase("port: 443 }", "prt: 443 }", 10, "An entry of 'proxy' has no field 'prt'")]
    [TestCase("[{ service: https }]", "[{ name: x }]", 11, "'service' is missing.")]
    [TestCase("[{ service: https }]", "some", 11, "'internet' must be 'none' or a list.")]
    [TestCase("[{ service: https }]", "[]", 11, "'internet' must be 'none' or a list.")]
    [TestCase("    proxy: none\n", "", 13, "'proxy' is missing.")]
    [TestCase("    live: true", "", 13, "'live' is missing.")]
    [TestCase("live: true", "live: perhaps", 25, "'live' must be true or false.")]
    [TestCase("live: { expect", "live: { internet: none, expect", 12, "'live' has no field 'internet'")]
    [TestCase("timeout: 7", "timeout: 7000", 20, "'timeout' is in seconds, 1 to 120.")]
    [TestCase("    control: https-listed\n", "", 13, "'tcp-direct' is a denial without a 'control'")]
    [TestCase("control: https-listed", "control: https-liste", 13, "the control 'https-liste' of 'tcp-direct' does not exist.")]
    [TestCase("control: https-listed", "control: tcp-direct", 13, "the control 'tcp-direct' of 'tcp-direct' is not an allow case")]
    [TestCase("id: tcp-direct", "id: https-listed", 13, "the id 'https-listed' is taken by demo.yaml:4.")]
    [TestCase("id: tcp-direct", "id: TCP", 13, "'TCP' is not an id")]
    [TestCase("proxy: none", "proxy: [{ decision: allow }]", 13, "'tcp-direct' is a denial and expects the proxy to allow it.")]
    [TestCase("internet: none", "internet: [{ service: tcp }]", 13, "'tcp-direct' is a denial, so 'internet' must be 'none'")]
    [TestCase("live: { expect: { exit: [0, 22] } }", "live: false", 13, "'tcp-direct' is live, and none of its controls is.")]
    [TestCase("@{marker}", "@{makrer}", 8, "'@{makrer}' is neither a program of this file nor one of")]
    [TestCase("run: [curl", "script: x\n    run: [curl", 4, "A case has one of 'run' (words of a command) and 'script' (lines for bash).")]
    [TestCase("programs:", "programmes:", 1, "A file of cases has no field 'programmes'")]
    [TestCase("id: tcp-direct", "id: [tcp", 13, "")]
    [TestCase("    title: TCP is refused", "    title: a\n    title: b", 15, "")]
    public void Should_name_line_and_reason_when_a_file_is_not_right(string text, string wrong, int line, string reason)
    {
        Valid.ShouldContain(text, Case.Sensitive);

        var failure = Should.Throw<CatalogueException>(() => Parse(Valid.Replace(text, wrong, StringComparison.Ordinal)));

        failure.Message.ShouldContain($"demo.yaml:{line}: {reason}", Case.Sensitive);
    }

    [Test]
    public void Should_name_every_problem_when_there_are_several()
    {
        var failure = Should.Throw<CatalogueException>(
            () => Parse(Valid.Replace("outcome: allow", "outcome: yes", StringComparison.Ordinal).Replace("timeout: 7", "timeout: x", StringComparison.Ordinal)));

        failure.Message.ShouldContain("demo.yaml:7: ");
        failure.Message.ShouldContain("demo.yaml:20: ");
    }

    [Test]
    public void Should_refuse_when_there_is_nothing_in_the_file()
    {
        Parse("cases: []").Cases.ShouldBeEmpty();
        Should.Throw<CatalogueException>(() => Parse("")).Message.ShouldContain("demo.yaml:1: ");
    }

    [Test]
    public void Should_load_when_it_is_the_catalogue_that_ships()
    {
        var catalogue = Shipped.Catalogue;

        catalogue.Cases.Count(test => test.Outcome == Outcome.Deny).ShouldBeGreaterThanOrEqualTo(120);
        // Each denial of the demo has a canary that would have seen it arrive.
        catalogue.Cases.Where(test => test is { Outcome: Outcome.Deny, Family: "demo" })
            .ShouldAllBe(test => test.Controls.Any(control => control.StartsWith("canary-", StringComparison.Ordinal)));
    }

    [Test]
    public void Should_fill_in_every_place_when_a_case_has_placeholders()
    {
        var test = Parse(Valid).Cases[1] with
        {
            Expect = new ClientExpectation(new ExitExpectation([]), new TextExpectation(["@{marker}"], [], []), TextExpectation.Anything),
            Proxy = [new ProxyExpectation(ProxyDecision.Deny, "@{internet}", 443, null, null)],
        };

        var filled = Placeholders.Fill(test, new Dictionary<string, string> { ["internet"] = "215.0.0.10", ["marker"] = "m1" });

        filled.Run[2].ShouldStartWith("nc 215.0.0.10 443");
        filled.Expect.Output.Contains.ShouldBe(["m1"]);
        filled.Proxy[0].Host.ShouldBe("215.0.0.10");
    }

    private static CaseCatalogue Parse(string text) => CaseCatalogue.Parse([("demo.yaml", text)]);
}
