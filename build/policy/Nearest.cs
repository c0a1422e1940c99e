namespace AiSandbox.Policy;

/// <summary>Finds the known word that a mistyped one most likely stands for.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidate with the fewest edits (insert, delete, replace, swap of neighbours), or <see langword="null"/>
    /// where even the best needs more edits than a third of the word. Case, dashes and underscores do not count.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        var folded = Fold(word);
        var best = candidates
            .Select(candidate => (candidate, edits: Edits(folded, Fold(candidate))))
            .OrderBy(pair => pair.edits)
            .FirstOrDefault();

        return best.candidate is not null && best.edits <= Math.Max(1, (folded.Length + 1) / 3) ? best.candidate : null;
    }

    private static string Fold(string word) =>
        new([.. word.Where(c => c is not ('-' or '_')).Select(char.ToLowerInvariant)]);

    // Optimal string alignment distance: https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
    private static int Edits(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replace, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
