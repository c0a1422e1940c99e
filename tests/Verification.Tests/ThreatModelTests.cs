using System.Text.RegularExpressions;
using Policy.Tests;

namespace Verification.Tests;

/// <summary>docs/threat-model.md claims nothing that no case shows.</summary>
[TestFixture]
public sealed partial class ThreatModelTests
{
    private static readonly HashSet<string> Ids = [.. Shipped.Catalogue.Cases.Select(test => test.Id)];

    // An item of the list: the defence in bold, how, and after "Cases:" their ids.
    private static IReadOnlyList<string[]> Defences { get; } =
    [
        .. File.ReadAllText(Repository.File("docs", "threat-model.md")).ReplaceLineEndings("\n")
            .Split("\n## ").First(section => section.StartsWith("What stands in the way\n", StringComparison.Ordinal))
            .Split("\n- ").Skip(1)
            .Select(item => item.Split(["**", "Cases:"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];

    [Test]
    public void Should_name_a_case_for_every_defence()
    {
        Defences.Count.ShouldBeGreaterThan(10);
        Defences.ShouldAllBe(row => row.Length == 3 && Name().IsMatch(row[2]));
    }

    [Test]
    public void Should_name_only_cases_that_exist() =>
        Defences.SelectMany(row => Name().Matches(row[2]).Select(match => match.Groups["id"].Value))
            .Where(id => !Ids.Contains(id)).ShouldBeEmpty();

    [GeneratedRegex("`(?<id>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
