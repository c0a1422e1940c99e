using System.Globalization;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>Lines that take the place of others.</summary>
/// <param name="Index">The first line that goes, or before which the new ones come; counted from 0.</param>
/// <param name="Removed">How many go.</param>
/// <param name="Added">What comes.</param>
public sealed record LineEdit(int Index, int Removed, IReadOnlyList<string> Added);

/// <summary>
/// A diff in the unified format (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html), as
/// <c>git apply</c> and <c>patch</c> take it.
/// </summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The lines of the diff.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="old">Its lines.</param>
    /// <param name="isClosed">Whether its last line ends with a line feed.</param>
    /// <param name="edits">What changes; no two at the same place.</param>
    public static IEnumerable<string> Lines(
        string file, IReadOnlyList<string> old, bool isClosed, IEnumerable<LineEdit> edits)
    {
        yield return $"--- a/{file}";
        yield return $"+++ b/{file}";
        var shift = 0;
        foreach (var hunk in Hunks(edits.Select(edit => Closing(edit, old, isClosed))))
        {
            foreach (var line in Hunk(hunk, old, isClosed, shift))
                yield return line;
            shift += hunk.Sum(edit => edit.Added.Count - edit.Removed);
        }
    }

    // What comes behind a line that has no line feed gives it one, which makes it another line.
    private static LineEdit Closing(LineEdit edit, IReadOnlyList<string> old, bool isClosed) =>
        isClosed || edit.Index < old.Count || old.Count == 0
            ? edit
            : new LineEdit(old.Count - 1, 1, [old[^1], .. edit.Added]);

    private static IEnumerable<List<LineEdit>> Hunks(IEnumerable<LineEdit> edits)
    {
        var hunk = new List<LineEdit>();
        foreach (var edit in edits.OrderBy(edit => edit.Index))
        {
            if (hunk.Count > 0 && edit.Index - (hunk[^1].Index + hunk[^1].Removed) > 2 * Context)
            {
                yield return hunk;
                hunk = [];
            }

            hunk.Add(edit);
        }

        if (hunk.Count > 0)
            yield return hunk;
    }

    private static IEnumerable<string> Hunk(List<LineEdit> edits, IReadOnlyList<string> old, bool isClosed, int shift)
    {
        var start = Math.Max(0, edits[0].Index - Context);
        var end = Math.Min(old.Count, edits[^1].Index + edits[^1].Removed + Context);
        var added = end - start + edits.Sum(edit => edit.Added.Count - edit.Removed);
        yield return string.Create(CultureInfo.InvariantCulture,
            $"@@ -{Range(start, end - start)} +{Range(start + shift, added)} @@");

        var next = start;
        foreach (var edit in edits)
        {
            for (; next < edit.Index; next++)
                yield return " " + old[next];
            for (; next < edit.Index + edit.Removed; next++)
            {
                yield return "-" + old[next];
                if (next == old.Count - 1 && !isClosed)
                    yield return @"\ No newline at end of file";
            }

            foreach (var line in edit.Added)
                yield return "+" + line;
        }

        for (; next < end; next++)
        {
            yield return " " + old[next];
            if (next == old.Count - 1 && !isClosed)
                yield return @"\ No newline at end of file";
        }
    }

    private static string Range(int start, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");
}
