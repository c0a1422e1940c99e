namespace AiSandbox.Host.Features.Review.Snapshots;

/// <summary>One path before and now.</summary>
/// <param name="Before">As it was; <see langword="null"/> where it is new.</param>
/// <param name="Now">As it is; <see langword="null"/> where it is gone.</param>
public sealed record Change(WatchedPath? Before, WatchedPath? Now)
{
    /// <summary>The path.</summary>
    public string Path => (Now ?? Before)!.Path;

    /// <summary>What it is, or was: where that changed, what it is.</summary>
    public string Kind => (Now ?? Before)!.Kind;

    /// <summary>Whether it said nothing that counts, and says nothing.</summary>
    public bool IsSilent => (Before?.IsSilent ?? true) && (Now?.IsSilent ?? true);

    /// <summary>Whether anything changed.</summary>
    public bool IsChange => !IsSilent && (Before is null || Now is null || !Before.IsSameAs(Now));

    /// <summary>"new", "changed", "gone", or "as before".</summary>
    public string Verb => (Before, Now) switch
    {
        (null, _) => "new",
        (_, null) => "gone",
        _ => IsChange ? "changed" : "as before",
    };

    /// <summary>What it says now and did not say before.</summary>
    public IEnumerable<string> Added => Without(Now?.Facts, Before?.Facts);

    /// <summary>What it said before and does not say now.</summary>
    public IEnumerable<string> Removed => Without(Before?.Facts, Now?.Facts);

    /// <summary>All paths of two snapshots, in the order of their names.</summary>
    /// <param name="before">The one before; <see langword="null"/> where there is none, and all is new.</param>
    /// <param name="now">The one now.</param>
    public static IReadOnlyList<Change> Between(Snapshot? before, Snapshot now)
    {
        var old = (before?.Paths ?? []).ToDictionary(path => path.Path, StringComparer.Ordinal);
        var all = now.Paths.Select(path => new Change(old.GetValueOrDefault(path.Path), path)).ToList();
        var there = now.Paths.Select(path => path.Path).ToHashSet(StringComparer.Ordinal);
        all.AddRange(old.Values.Where(path => !there.Contains(path.Path)).Select(path => new Change(path, null)));

        return [.. all.OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    // Line by line, as often as it stands there.
    private static IEnumerable<string> Without(IReadOnlyList<string>? lines, IReadOnlyList<string>? others)
    {
        var left = (others ?? []).GroupBy(line => line, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach (var line in lines ?? [])
        {
            if (left.TryGetValue(line, out var count) && count > 0)
                left[line] = count - 1;
            else
                yield return line;
        }
    }
}
