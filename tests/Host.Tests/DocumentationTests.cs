using System.Text.RegularExpressions;
using AiSandbox.Host.Cli;

namespace Host.Tests;

/// <summary>What the pages say that a machine can look up: files they link to, headings, targets and options.</summary>
public sealed partial class DocumentationTests
{
    private const int Widest = 120;

    private static readonly string[] Folders = ["docs", "configs", "env", "templates", "images", "build", ".github"];

    private static readonly string[] Code = ["build", "guard", "tests"];

    private static string Root { get; } = AiSandbox.Host.Model.Checkout.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory).Root;

    private static IEnumerable<TestCaseData> Pages =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)))
            .Select(page => new TestCaseData(page).SetArgDisplayNames(Path.GetRelativePath(Root, page)));

    [TestCaseSource(nameof(Pages))]
    public void Should_link_to_what_is_there(string page)
    {
        foreach (var target in Links().Matches(Prose(page)).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)))
        {
            var (path, anchor) = target.Split('#') is [var file, var heading] ? (file, heading) : (target, null);
            var linked = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, path);

            (File.Exists(linked) || Directory.Exists(linked)).ShouldBeTrue($"{target} does not exist");
            if (anchor is not null)
                Anchors(linked).ShouldContain(anchor, $"{target} has no such heading");
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void Should_name_targets_and_options_that_there_are(string page)
    {
        var text = File.ReadAllText(page);
        var targets = TargetCatalogue.Of(typeof(TargetCatalogue).Assembly).Names.ToHashSet(StringComparer.Ordinal);
        var options = Option.Table.SelectMany(option => option.Spellings).ToHashSet(StringComparer.Ordinal);

        Targets().Matches(text).Select(match => match.Groups["name"].Value).Where(name => !targets.Contains(name)).ShouldBeEmpty();
        foreach (var line in text.Split('\n').Where(line => OwnCommand().IsMatch(line)))
        {
            Options().Matches(OwnCommand().Match(line).Value).Select(match => match.Groups["name"].Value)
                .Where(name => !options.Contains(name)).ShouldBeEmpty(line);
        }
    }

    [Test]
    public void Should_have_every_target_in_README()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));

        TargetCatalogue.Of(typeof(TargetCatalogue).Assembly).Names
            .Where(name => name is not "Default" && !readme.Contains($"| `{name}` |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Pages))]
    public void Should_have_no_line_that_is_wider_than_a_window(string page) => File.ReadLines(page)
        .Select((line, at) => (Text: line, Place: $"{Path.GetRelativePath(Root, page)}:{at + 1}: {line.Length} characters, {Widest} at the most"))
        .Where(line => line.Text.Length > Widest && !LoneAddress().IsMatch(line.Text))
        .Select(line => line.Place).ShouldBeEmpty();

    [Test]
    public void Should_name_types_that_there_are_in_the_walks_through_the_rooms()
    {
        var sources = Code.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(Path.GetFileNameWithoutExtension).Concat(TargetCatalogue.Of(typeof(TargetCatalogue).Assembly).Names).ToHashSet(StringComparer.Ordinal);

        Types().Matches(Prose(Path.Combine(Root, "docs", "architecture.md"))).Select(match => match.Groups["name"].Value)
            .Where(name => !sources.Contains(name) && !sources.Contains($"{name}Attribute")).ShouldBeEmpty();
    }

    private static string Prose(string page) => Fence().Replace(File.ReadAllText(page), "");

    // As GitHub makes them.
    private static IEnumerable<string> Anchors(string page) => Prose(page).Split('\n')
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();

    [GeneratedRegex(@"--target[= ](?<name>[A-Za-z]+)\b(?!<)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Targets();

    // Up to a quote, a pipe or the bare -- : what follows is another program's.
    [GeneratedRegex(@"build\.(sh|ps1)[^'""`|]*?(?= -- |['""`|]|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnCommand();

    [GeneratedRegex(@" --(?<name>[a-z][a-z-]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Options();

    // An address cannot be broken.
    [GeneratedRegex(@"^\s*(\[[^\]]+\]: )?<?https://\S+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LoneAddress();

    // Words with a capital inside, as types have them.
    [GeneratedRegex(@"`\[?(?<name>[A-Z]+[a-z]+[A-Z]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Types();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInAnchors();
}
