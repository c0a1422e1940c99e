using System.Text.RegularExpressions;
using Host.Tests.Model.Settings;
using YamlDotNet.RepresentationModel;

namespace Host.Tests;

/// <summary>The files under .github: they can be read, and run nobody's code that could change unseen.</summary>
public sealed partial class WorkflowTests
{
    private static string Folder { get; } = Path.Combine(TempCheckout.Repository, ".github");

    private static IEnumerable<TestCaseData> All => Cases(Folder);

    private static IEnumerable<TestCaseData> Workflows => Cases(Path.Combine(Folder, "workflows"));

    [TestCaseSource(nameof(All))]
    public void Should_be_YAML(string file) => Root(file).Children.ShouldNotBeEmpty();

    [TestCaseSource(nameof(Workflows))]
    public void Should_pin_every_action_by_its_commit_and_name_the_version(string file)
    {
        var uses = Values(Root(file), "uses").ToList();
        var lines = File.ReadAllLines(file).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        uses.ShouldNotBeEmpty();
        lines.Count.ShouldBe(uses.Count);
        lines.Where(line => !Pinned().IsMatch(line)).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Workflows))]
    public void Should_give_its_token_no_more_than_it_needs(string file)
    {
        var root = Root(file);

        root.Children.ShouldContainKey("permissions");
        ((YamlMappingNode)root.Children["permissions"]).Children.Select(right => $"{right.Key}: {right.Value}").ShouldBe(["contents: read"]);
        ((YamlMappingNode)root.Children["jobs"]).Children.Where(job => !((YamlMappingNode)job.Value).Children.ContainsKey("timeout-minutes"))
            .Select(job => job.Key.ToString()).ShouldBeEmpty("a job without a time limit");
    }

    private static IEnumerable<TestCaseData> Cases(string folder) =>
        Directory.EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories)
            .Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileName(file)));

    private static YamlMappingNode Root(string file)
    {
        using var text = File.OpenText(file);
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.ShouldHaveSingleItem().RootNode;
    }

    private static IEnumerable<string> Values(YamlNode node, string key) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair =>
            pair.Key.ToString() == key ? [pair.Value.ToString()] : Values(pair.Value, key)),
        YamlSequenceNode list => list.Children.SelectMany(item => Values(item, key)),
        _ => [],
    };

    [GeneratedRegex(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pinned();
}
