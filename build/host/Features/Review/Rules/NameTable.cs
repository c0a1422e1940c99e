namespace AiSandbox.Host.Features.Review.Rules;

/// <summary>Names, and patterns with one asterisk. Case does not count: it does not to many hosts.</summary>
/// <typeparam name="T">What they stand for.</typeparam>
internal sealed class NameTable<T>
    where T : class
{
    private readonly Dictionary<string, List<T>> _whole = new(StringComparer.OrdinalIgnoreCase);

    // By their first letter, or by their last where the asterisk comes first: a tree has many names.
    private readonly Dictionary<char, List<(string Start, string End, T Value)>> _starts = [];
    private readonly Dictionary<char, List<(string Start, string End, T Value)>> _ends = [];

    /// <summary>Adds a pattern; what was added before it wins.</summary>
    public void Add(string pattern, T value)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            ListOf(_whole, pattern).Add(value);
        else
            ListOf(star > 0 ? _starts : _ends, char.ToLowerInvariant(star > 0 ? pattern[0] : pattern[^1])).Add((pattern[..star], pattern[(star + 1)..], value));
    }

    /// <summary>What a name stands for, whole names first; <see langword="null"/> where it stands for nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="accepts">What else has to be true; nothing where <see langword="null"/>.</param>
    public T? Of(string name, Predicate<T>? accepts = null)
    {
        if (_whole.TryGetValue(name, out var values) && values.Find(value => accepts is null || accepts(value)) is { } whole)
            return whole;

        return Find(_starts.GetValueOrDefault(char.ToLowerInvariant(name[0])), name, accepts) ?? Find(_ends.GetValueOrDefault(char.ToLowerInvariant(name[^1])), name, accepts);
    }

    private static T? Find(List<(string Start, string End, T Value)>? patterns, string name, Predicate<T>? accepts)
    {
        foreach (var (start, end, value) in patterns ?? [])
        {
            if (name.Length >= start.Length + end.Length && name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && name.EndsWith(end, StringComparison.OrdinalIgnoreCase)
                && (accepts is null || accepts(value)))
            {
                return value;
            }
        }

        return null;
    }

    private static List<TValue> ListOf<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}
