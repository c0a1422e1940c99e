using System.Globalization;
using AiSandbox.Host.Services.Logs;
using AiSandbox.Host.Services.Reviewing.Snapshots;

namespace AiSandbox.Host.Services.Reviewing;

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
            foreach (var line in ofKind.Take(PathsShown).SelectMany(Lines))
                yield return line;
            if (ofKind.Count > PathsShown)
                yield return $"  and {Number(ofKind.Count - PathsShown)} more; --json has all of them";
        }
    }

    private static IEnumerable<string> Lines(Change change)
    {
        var path = change.Path.Length == 0 ? "." : SafeText.Of(change.Path);
        yield return $"  {change.Verb,-9} {path}{Traits(change)}";
        var shown = change.IsChange ? change.Removed.Select(fact => "- " + fact).Concat(change.Added.Select(fact => "+ " + fact)) : change.Now!.Facts.Select(fact => "  " + fact);
        var facts = change.Now is null ? [] : shown.ToList();
        foreach (var fact in facts.Take(FactsShown))
            yield return $"            {SafeText.Of(fact, FactLength)}";
        if (facts.Count > FactsShown)
            yield return $"            … and {Number(facts.Count - FactsShown)} lines more";
    }

    private static string Traits(Change change) => (change.Before?.Traits, change.Now?.Traits) switch
    {
        (null, { Length: > 0 } now) => $" ({SafeText.Of(now)})",
        ({ } before, { } now) when before != now => $" ({Or(before)}, and now {Or(now)})",
        _ => "",
    };

    private static string Or(string traits) => traits.Length == 0 ? "plain" : SafeText.Of(traits);

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
