using System.Globalization;
using AiSandbox.Host.Features.Review.Snapshots;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Review;

/// <summary>A review as lines for a terminal. Every name and line of a file in it was chosen by an agent.</summary>
public static class ReviewText
{
    private const int FactsShown = 12;
    private const int FactLength = 160;
    private const int PathsShown = 200; // of one kind

    /// <summary>The lines, by kind, the most dangerous first.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<Change> changes)
    {
        foreach (var kind in ReviewKinds.All)
        {
            var ofKind = changes.Where(change => change.Kind == kind.Id).ToList();
            if (ofKind.Count == 0)
                continue;

            yield return "";
            yield return $"{kind.Title}: {kind.Why}";
            var groups = Groups(kind, ofKind);
            Change? above = null;
            foreach (var group in groups.Take(PathsShown))
            {
                foreach (var line in group.Count > 1 ? [Fold(group)] : Lines(group[0], above))
                    yield return line;
                above = group[0];
            }

            if (groups.Count > PathsShown)
                yield return $"  and {Number(groups.Count - PathsShown)} more; --json has all of them";
        }
    }
    // Folders of one name below one folder are a line: a project has hundreds of some.
    private static IReadOnlyList<IReadOnlyList<Change>> Groups(ReviewKind kind, List<Change> changes) => kind != ReviewKinds.Dependencies
        ? [.. changes.Select(change => (IReadOnlyList<Change>)[change])]
        : [.. changes.GroupBy(change => (change.Verb, First(change.Path), Last(change.Path))).Select(group => group.ToList())];

    private static string Fold(IReadOnlyList<Change> group) =>
        $"  {group[0].Verb,-9} {SafeText.Of(First(group[0].Path))}/…/{SafeText.Of(Last(group[0].Path))} ({Number(group.Count)} folders)";

    private static IEnumerable<string> Lines(Change change, Change? above)
    {
        yield return $"  {change.Verb,-9} {(change.Path.Length == 0 ? "." : SafeText.Of(change.Path))}{Traits(change)}";
        if (By(change) is { Length: > 0 } by && (above is null || By(above) != by))
            yield return $"            by {by}";
        var shown = change.IsChange ? change.Removed.Select(fact => "- " + fact).Concat(change.Added.Select(fact => "+ " + fact)) : change.Now!.Facts.Select(fact => "  " + fact);
        var facts = change.Now is null ? [] : shown.ToList();
        foreach (var fact in facts.Take(FactsShown))
            yield return $"            {SafeText.Of(fact, FactLength)}";
        if (facts.Count > FactsShown)
            yield return $"            … and {Number(facts.Count - FactsShown)} lines more";
    }

    private static string By(Change change) => (change.Now ?? change.Before)!.By;

    private static string First(string path) => path.Split('/', 2)[0];

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Traits(Change change) => (change.Before?.Traits, change.Now?.Traits) switch
    {
        (null, { Length: > 0 } now) => $" ({SafeText.Of(now)})",
        ({ } before, { } now) when before != now => $" ({Or(before)}, and now {Or(now)})",
        _ => "",
    };

    private static string Or(string traits) => traits.Length == 0 ? "plain" : SafeText.Of(traits);

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
