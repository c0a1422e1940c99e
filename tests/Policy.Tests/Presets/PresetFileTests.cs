using System.Text;
using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace Policy.Tests.Presets;

public sealed class PresetFileTests
{
    private const string Head = "# What it is for.\n# source: https://docs.example/\n";

    [Test]
    public void Should_read_entries_with_reason_source_and_place()
    {
        var preset = Read(Head + "a.example 443  # why\n\n# a remark\n# source: https://docs.example/two\n.b.example 22 443 # because\n").Preset.ShouldNotBeNull();

        preset.Name.ShouldBe("demo");
        preset.Summary.ShouldBe("What it is for.");
        preset.Entries.Select(entry => (entry.Spelling, entry.Ports, entry.Reason)).ShouldBe(
            [("a.example", AllowedPorts.Https, "why"), (".b.example", AllowedPorts.Both, "because")]);
        preset.Entries.Select(entry => entry.Preset).ShouldBe(
        [
            new PresetOrigin("demo", "templates/presets/demo.txt", 3, "https://docs.example/"),
            new PresetOrigin("demo", "templates/presets/demo.txt", 7, "https://docs.example/two"),
        ]);
    }

    [TestCase(Head + "a.example 443\n", 3, "reason")]
    [TestCase(Head + "a.example 443 #  \n", 3, "reason")]
    [TestCase("# What it is for.\na.example 443 # why\n", 2, "source")]
    [TestCase("# What it is for.\n# source: http://docs.example/\na.example 443 # why\n", 2, "https://")]
    [TestCase("# What it is for.\n# source:\na.example 443 # why\n", 2, "https://")]
    [TestCase("# source: https://docs.example/\na.example 443 # why\n", 1, "first line")]
    [TestCase("a.example 443 # why\n", 1, "first line")]
    [TestCase(Head + "a.example # why\n", 3, "ports")]
    [TestCase(Head + "a.example 443 private # why\n", 3, "no other option")]
    [TestCase(Head + "a.example 443 until=2027-01-01 # why\n", 3, "no other option")]
    [TestCase(Head + ".github.io 443 broad # why\n", 3, "no other option")]
    [TestCase(Head + ".github.io 443 # why\n", 3, "Anybody can register")]
    [TestCase(Head + ".amazonaws.com 443 # why\n", 3, "Anybody can have a name below")]
    [TestCase(Head + "*.a.example 443 # why\n", 3, "asterisk")]
    [TestCase(Head + "https://a.example 443 # why\n", 3, "not a URL")]
    [TestCase(Head + "127.0.0.1 443 # why\n", 3, "address")]
    [TestCase(Head + "a.example 8443 # why\n", 3, "Port 8443")]
    [TestCase(Head + "@npm # why\n", 3, "no other preset")]
    [TestCase(Head + "a.example 443 # why\na.example 443 # again\n", 4, "Line 3")]
    [TestCase(Head + ".a.example 443 # why\nb.a.example 443 # again\n", 4, "Line 3")]
    [TestCase(Head + "b.a.example 443 # why\n.a.example 443 # again\n", 4, "Line 3")]
    [TestCase(Head + "a.example 443 # why\r\n", 3, "line feed")]
    [TestCase(Head, 1, "no entry")]
    [TestCase("", 1, "no entry")]
    public void Should_refuse_a_file_and_name_the_line_when_something_is_wrong(string text, int line, string why)
    {
        var reading = Read(text);

        reading.Preset.ShouldBeNull();
        var problem = reading.Problems[0];
        (problem.File, problem.Line, problem.RuleId).ShouldBe(("templates/presets/demo.txt", line, RuleIds.PresetFile));
        problem.Why.ShouldContain(why);
    }

    [Test]
    public void Should_refuse_another_encoding() =>
        Catalogue(("demo", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Head + "a.example 443 # why\n")])).Find("demo")!.Preset.ShouldBeNull();

    private static PresetReading Read(string text) => Catalogue(("demo", Encoding.UTF8.GetBytes(text))).Find("demo")!;

    private static PresetCatalogue Catalogue(params (string Name, byte[] Bytes)[] files) => new(
        files.Select(file => KeyValuePair.Create(file.Name, (ReadOnlyMemory<byte>)file.Bytes)), Lists.Suffixes);
}
