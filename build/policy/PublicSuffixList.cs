using System.Globalization;

namespace AiSandbox.Policy;

/// <summary>
/// The domains below which anybody can register, as the Public Suffix List has them (https://publicsuffix.org/list/),
/// registries and private operators alike.
/// </summary>
public sealed class PublicSuffixList
{
    private readonly HashSet<string> _rules = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wildcards = new(StringComparer.Ordinal);
    private readonly HashSet<string> _exceptions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _below = new(StringComparer.Ordinal);
    private readonly bool _hasDefault;

    private PublicSuffixList(bool hasDefault) => _hasDefault = hasDefault;

    /// <summary>A list that holds nothing, not even the top-level domains.</summary>
    public static PublicSuffixList None { get; } = new(hasDefault: false);

    /// <summary>Reads the text of the list.</summary>
    public static PublicSuffixList Parse(string text)
    {
        var list = new PublicSuffixList(hasDefault: true);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rule = line.Trim();
            if (rule.IsEmpty || rule.StartsWith("//", StringComparison.Ordinal))
                continue;

            var blank = rule.IndexOfAny(' ', '\t');
            list.Add(ToAscii((blank < 0 ? rule : rule[..blank]).ToString()));
        }

        return list;
    }

    /// <summary>Whether anybody can register below a name in ASCII; a top-level domain always counts.</summary>
    public bool Contains(string name)
    {
        if (_rules.Contains(name))
            return true;

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? _hasDefault : IsBelowWildcard(name.AsSpan(dot + 1)) && !_exceptions.Contains(name);
    }

    /// <summary>
    /// A public suffix below a name, or <see langword="null"/>: <c>.amazonaws.com</c> allows every bucket of S3.
    /// </summary>
    public string? Below(string name) => _below.GetValueOrDefault(name);

    private bool IsBelowWildcard(ReadOnlySpan<char> parent) =>
        _wildcards.GetAlternateLookup<ReadOnlySpan<char>>().Contains(parent);

    private void Add(string rule)
    {
        if (rule.StartsWith('!'))
        {
            _exceptions.Add(rule[1..]);
        }
        else if (rule.StartsWith("*.", StringComparison.Ordinal))
        {
            _wildcards.Add(rule[2..]);
            _below.TryAdd(rule[2..], rule);
            AddAncestors(rule, rule[2..]);
        }
        else
        {
            _rules.Add(rule);
            AddAncestors(rule, rule);
        }
    }

    private void AddAncestors(string rule, string name)
    {
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
            _below.TryAdd(name[(dot + 1)..], rule);
    }

    private static string ToAscii(string rule)
    {
        if (System.Text.Ascii.IsValid(rule.AsSpan()))
            return rule.ToLowerInvariant();

        var labels = rule.ToLowerInvariant().Split('.');
        return string.Join('.', labels.Select(label => label is "*" ? label : new IdnMapping().GetAscii(label)));
    }
}
