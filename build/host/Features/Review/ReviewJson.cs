using System.Text.Json;
using AiSandbox.Host.Features.Review.Snapshots;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Review;

/// <summary>A review for programs. Everything outside of ASCII is spelled out, control characters included.</summary>
public static class ReviewJson
{
    /// <summary>One object.</summary>
    public static string Of(Snapshot now, Snapshot? before, IReadOnlyList<Change> changes) => JsonSerializer.Serialize(
        new
        {
            now.Folder,
            now.Taken,
            since = before?.Taken,
            now.Entries,
            changes = changes.Select(change => new
            {
                change.Path,
                change.Kind,
                change.Verb,
                before = change.Before?.Traits,
                now = change.Now?.Traits,
                removed = change.Removed,
                added = change.Added,
                by = (change.Now ?? change.Before)!.By,
                why = ReviewKinds.All.First(kind => kind.Id == change.Kind).Why,
            }),
        },
        StrictJson.Indented);
}
