using System.Globalization;
using System.Text.Json.Nodes;
using AiSandbox.Verification.Catalogue;
using NJsonSchema;
using Policy.Tests;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Verification.Tests.Catalogue;

/// <summary>The published schema and the reader say the same of a file, as far as a schema can.</summary>
[TestFixture]
public sealed class CaseSchemaTests
{
    private const string Valid = """
        programs:
          ask: print("hello")
        cases:
          - id: https-listed
            title: HTTPS passes
            why: It is the job.
            reference: CVE-2023-46846
            outcome: allow
            run: [curl, --max-time, 8, "https://@{marker}.google.com/"]
            expect: { exit: 0, stdout: { contains: hello, lacks: [a, 403] } }
            proxy: [{ decision: allow, host: www.google.com, port: 443, by: proxy }]
            internet: [{ service: https, optional: true }]
            live: { expect: { exit: [0, 22] }, timeout: 9 }
          - id: tcp-direct
            title: TCP is refused
            why: It leads anywhere.
            outcome: deny
            at: workspace
            script: |
              nc @{internet} 443
              python3 -c '@{ask}'
            timeout: 7
            alone: true
            fault: { service: proxy, do: kill }
            list: [.google.com]
            expect: { exit: nonzero }
            proxy: none
            internet: none
            control: https-listed
            live: false
        """;

    private JsonSchema _schema = null!;

    // NJsonSchema knows "$defs" by the name that it had in earlier drafts.
    [OneTimeSetUp]
    public async Task ReadSchema() => _schema = await JsonSchema.FromJsonAsync(
        File.ReadAllText(Repository.File("build", "verification", "cases.schema.json"))
            .Replace("$defs", "definitions", StringComparison.Ordinal));

    [Test]
    public void Should_accept_every_file_that_ships_when_it_is_checked_by_the_schema()
    {
        foreach (var (name, text) in Shipped.Files)
            Refusals(text).ShouldBeEmpty(name);
    }

    [Test]
    public void Should_accept_the_example_when_it_is_taken_from_the_readme()
    {
        var readme = File.ReadAllText(Repository.File("configs", "README.md"));
        var example = readme.Split("```yaml\n")[1].Split("```")[0];

        Refusals(example).ShouldBeEmpty();
        CaseCatalogue.Parse([.. Shipped.Files, ("configs/cases/pastes.yaml", example)]).Cases[^1].Family.ShouldBe("own: pastes");
    }

    [Test]
    public void Should_accept_a_file_when_it_uses_every_field()
    {
        Refusals(Valid).ShouldBeEmpty();
        CaseCatalogue.Parse([("demo.yaml", Valid)]).Cases.Count.ShouldBe(2);
    }

    [TestCase("why: It is the job.", "wy: It is the job.")]
    [TestCase("title: HTTPS passes", "title: ''")]
    [TestCase("title: HTTPS passes", "title: [a]")]
    [TestCase("outcome: allow", "outcome: maybe")]
    [TestCase("    outcome: deny\n", "")]
    [TestCase("    title: HTTPS passes\n", "")]
    [TestCase("    expect: { exit: nonzero }\n", "")]
    [TestCase("    proxy: none\n", "")]
    [TestCase("    internet: none\n", "")]
    [TestCase("    live: false", "")]
    [TestCase("    control: https-listed\n", "")]
    [TestCase("stdout: { contains", "stdut: { contains")]
    [TestCase("{ contains: hello", "{ contain: hello")]
    [TestCase("contains: hello", "contains: { a: b }")]
    [TestCase("{ exit: nonzero }", "{ exit: [] }")]
    [TestCase("{ exit: nonzero }", "{ exit: never }")]
    [TestCase("{ exit: nonzero }", "{ exit: -1 }")]
    [TestCase("{ exit: nonzero }", "{ stdout: { contains: x } }")]
    [TestCase("decision: allow", "decision: alow")]
    [TestCase("decision: allow, ", "")]
    [TestCase("port: 443,", "prt: 443,")]
    [TestCase("port: 443,", "port: https,")]
    [TestCase("{ service: https, optional: true }", "{ name: x }")]
    [TestCase("optional: true", "optional: perhaps")]
    [TestCase("[{ service: https, optional: true }]", "some")]
    [TestCase("[{ service: https, optional: true }]", "[]")]
    [TestCase("live: false", "live: perhaps")]
    [TestCase("live: { expect", "live: { internet: none, expect")]
    [TestCase("live: { expect", "live: { run: [a], script: b, expect")]
    [TestCase("timeout: 7", "timeout: 7000")]
    [TestCase("timeout: 9", "timeout: 0")]
    [TestCase("timeout: 7", "timeout: soon")]
    [TestCase("at: workspace", "at: home")]
    [TestCase("alone: true", "alone: perhaps")]
    [TestCase("do: kill", "do: hurt")]
    [TestCase(", do: kill", "")]
    [TestCase("service: proxy", "service: workspace")]
    [TestCase("service: proxy, ", "")]
    [TestCase("id: tcp-direct", "id: TCP")]
    [TestCase("id: tcp-direct", "id: tcp--direct")]
    [TestCase("run: [curl", "script: x\n    run: [curl")]
    [TestCase("run: [curl", "walk: [curl")]
    [TestCase("ask: print(\"hello\")", "ask: ''")]
    [TestCase("programs:", "programmes:")]
    [TestCase("cases:", "casus:")]
    public void Should_be_refused_by_reader_and_schema_when_a_file_is_not_right(string text, string wrong)
    {
        Valid.ShouldContain(text, Case.Sensitive);
        var broken = Valid.Replace(text, wrong, StringComparison.Ordinal);

        Refusals(broken).ShouldNotBeEmpty();
        Should.Throw<CatalogueException>(() => CaseCatalogue.Parse([("demo.yaml", broken)]));
    }

    private List<string> Refusals(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. _schema.Validate(ToJson(stream.Documents[0].RootNode)!.ToJsonString()).Select(error => $"{error.Kind} {error.Path}")];
    }

    // As an editor reads it: plain words that look like a number or a truth value are one.
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(
            child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } plain
            when int.TryParse(plain.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode scalar => scalar.Value,
        _ => throw new InvalidOperationException(node.ToString()),
    };
}
