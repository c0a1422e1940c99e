namespace AiSandbox.Policy.Edits;

/// <summary>A line that an edit adds, replaces or removes.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, counted from 1: where it stands now, or stood.</param>
/// <param name="Before">What stood there; <see langword="null"/> where it is new.</param>
/// <param name="After">What stands there; <see langword="null"/> where it is gone.</param>
public sealed record LineChange(string File, int Line, string? Before, string? After)
{
    /// <summary>The change as lines of a diff.</summary>
    public IEnumerable<string> Diff()
    {
        if (Before is not null)
            yield return $"{File}:{Line}: - {SafeText.Of(Before)}";
        if (After is not null)
            yield return $"{File}:{Line}: + {SafeText.Of(After)}";
    }
}
