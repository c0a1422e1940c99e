using System.Text.Json;
using System.Xml.Linq;
using AiSandbox.Verification;
using AiSandbox.Verification.Reports;

namespace Verification.Tests.Reports;

[TestFixture]
public sealed class ReportTests
{
    private static readonly VerificationReport Green = Cases.Report(
        Cases.Result(Cases.Deny, Cases.Denied), Cases.Result(Cases.Allow, Cases.Allowed));

    private static readonly VerificationReport Red = Cases.Report(
        Cases.Result(Cases.Deny, Cases.Denied with { ExitCode = 0, Error = "\u0001[bold]<&\u001b[31m" }),
        Cases.Result(Cases.Allow, Cases.Allowed),
        Cases.Result(Cases.Silent, Cases.Quiet with { Internet = new([], Lost: "the log does not show it") }));

    [Test]
    public void Should_be_green_only_when_every_case_passed()
    {
        Green.IsGreen.ShouldBeTrue();
        Red.IsGreen.ShouldBeFalse();
        Cases.Report().IsGreen.ShouldBeFalse("no case proves nothing");
    }

    [Test]
    public void Should_hold_versions_verdicts_and_witnesses_when_written_as_json()
    {
        using var json = JsonDocument.Parse(JsonReport.Render(Red));
        var root = json.RootElement;

        root.GetProperty("green").GetBoolean().ShouldBeFalse();
        root.GetProperty("startedAt").GetDateTimeOffset().ShouldBe(Red.StartedAt);
        root.GetProperty("seconds").GetDouble().ShouldBe(20);
        root.GetProperty("host").GetString().ShouldBe("linux x64");
        root.GetProperty("sandbox").GetProperty("engine").GetString().ShouldBe("Docker Engine 28.5");
        root.GetProperty("sandbox").GetProperty("images").GetProperty("proxy").GetString().ShouldBe("box-proxy sha256:1");
        root.GetProperty("sandbox").GetProperty("policy").GetString().ShouldBe("abc");
        var hole = root.GetProperty("cases")[0];
        hole.GetProperty("verdict").GetString().ShouldBe("hole");
        hole.GetProperty("findings").GetArrayLength().ShouldBe(2);
        hole.GetProperty("witnesses").GetProperty("client").GetProperty("exitCode").GetInt32().ShouldBe(0);
        hole.GetProperty("witnesses").GetProperty("proxy").GetProperty("events")[0].GetProperty("host").GetString().ShouldBe("www.instagram.com");
        root.GetProperty("cases")[1].GetProperty("witnesses").GetProperty("internet").GetProperty("events").GetArrayLength().ShouldBe(3);
        root.GetProperty("cases")[2].GetProperty("verdict").GetString().ShouldBe("notProven");
    }

    [Test]
    public void Should_be_xml_with_a_failure_a_case_when_written_as_junit()
    {
        var root = XDocument.Parse(JUnitReport.Render(Red)).Root!;

        root.Attribute("tests")!.Value.ShouldBe("3");
        root.Attribute("failures")!.Value.ShouldBe("2");
        var suite = root.Elements("testsuite").ShouldHaveSingleItem();
        suite.Attribute("timestamp")!.Value.ShouldBe("2026-01-31T12:00:00");
        suite.Element("properties")!.Elements().Select(property => property.Attribute("name")!.Value)
            .ShouldBe(["sandbox", "internet", "engine", "policy", "configuration", "image.proxy"]);
        var failure = suite.Elements("testcase").First().Element("failure")!;
        failure.Attribute("type")!.Value.ShouldBe("HOLE");
        failure.Value.ShouldContain("exit code 0: \uFFFD[bold]<&\uFFFD[31m");
        suite.Elements("testcase").ElementAt(1).Element("failure").ShouldBeNull();
    }

    [Test]
    public void Should_say_what_went_wrong_when_printed()
    {
        var failures = VerdictText.Failures(Red).ToList();

        failures.ShouldAllBe(line => !line.Any(char.IsControl), "what a client printed must not drive the terminal");
        failures[0].ShouldBe("HOLE: https-unlisted: HTTPS to a domain that is not listed is refused");
        failures.ShouldContain("  internet saw:      the log does not show it");
        VerdictText.Summary(Red).ShouldBe("3 cases: 1 passed, 1 hole, 1 not proven, 0 broken, in 20.0 s");
    }
}
