using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace AiSandbox.Verification.Catalogue;

/// <summary>
/// Reads a YAML mapping so that nothing in it is overlooked: each key is asked for by name, and one that nobody asked
/// for is a problem. A misspelt expectation would otherwise expect nothing.
/// </summary>
internal sealed class StrictMapping
{
    private readonly string _file;
    private readonly ICollection<CatalogueProblem> _problems;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _fields = new(StringComparer.Ordinal);

    /// <summary>Takes hold of a node; one that is no mapping is a problem and reads as an empty one.</summary>
    public StrictMapping(string file, YamlNode node, string what, ICollection<CatalogueProblem> problems)
    {
        (_file, _problems, Line) = (file, problems, Math.Max(1, node.Start.Line));
        if (node is not YamlMappingNode mapping)
        {
            Problem(node, $"{what} must be a mapping of names to values.");
            return;
        }

        foreach (var (key, value) in mapping.Children)
            _fields[(key as YamlScalarNode)?.Value ?? ""] = (key, value);
    }

    /// <summary>The line that it begins in.</summary>
    public long Line { get; }

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => _fields.ContainsKey(key);

    /// <summary>The node of a key, or <see langword="null"/>.</summary>
    public YamlNode? Node(string key)
    {
        _asked.Add(key);
        return _fields.TryGetValue(key, out var field) ? field.Value : null;
    }

    /// <summary>The text of a key that must be there.</summary>
    public string Required(string key)
    {
        if (Optional(key) is { Length: > 0 } text)
            return text;
        if (!Has(key))
            Missing(key);
        else if (Node(key) is YamlScalarNode)
            Problem(Node(key)!, $"'{key}' is empty.");

        return "";
    }

    /// <summary>The text of a key, or <see langword="null"/>.</summary>
    public string? Optional(string key) => Node(key) switch
    {
        null => null,
        YamlScalarNode scalar => (scalar.Value ?? "").Trim('\n'),
        var other => Problem<string>(other, $"'{key}' must be a text."),
    };

    /// <summary>The number of a key, or <see langword="null"/>.</summary>
    public int? Number(string key) => Node(key) is not { } node ? null : ToNumber(node, key);

    /// <summary>The numbers of a key: one, or a list.</summary>
    public IReadOnlyList<int> Numbers(string key) =>
        [.. Items(key).Select(node => ToNumber(node, key)).OfType<int>()];

    /// <summary>The texts of a key: one, or a list.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select(node => node is YamlScalarNode { Value: { } text }
            ? text
            : Problem<string>(node, $"'{key}' must be a text or a list of texts.")).OfType<string>()];

    /// <summary>The items of a key: of a list, or the one value that stands there.</summary>
    public IEnumerable<YamlNode> Items(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var one => [one],
    };

    /// <summary>The value of a key that names one of an enumeration.</summary>
    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum
    {
        if (Optional(key) is not { } text)
            return otherwise;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString().ToLowerInvariant(), text, StringComparison.Ordinal))
                return value;
        }

        var names = string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
        Problem(Node(key)!, $"'{key}: {text}' is not one of {names}.");
        return otherwise;
    }

    /// <summary>The truth value of a key.</summary>
    public bool Flag(string key) => Optional(key) switch
    {
        null or "false" => false,
        "true" => true,
        _ => Problem<bool>(Node(key)!, $"'{key}' must be true or false."),
    };

    /// <summary>Says of every key that nobody has asked for that it is unknown.</summary>
    public void RefuseOthers(string what)
    {
        var known = string.Join(", ", _asked.Order(StringComparer.Ordinal));
        foreach (var (key, field) in _fields.Where(field => !_asked.Contains(field.Key)))
            Problem(field.Key, $"{what} has no field '{key}'. Known: {known}.");
    }

    /// <summary>Says that a key is missing.</summary>
    public void Missing(string key) => _problems.Add(new CatalogueProblem(_file, Line, $"'{key}' is missing."));

    /// <summary>Notes a problem at a node.</summary>
    public void Problem(YamlNode node, string reason) =>
        _problems.Add(new CatalogueProblem(_file, Math.Max(1, node.Start.Line), reason));

    private T? Problem<T>(YamlNode node, string reason)
    {
        Problem(node, reason);
        return default;
    }

    private int? ToNumber(YamlNode node, string key) =>
        int.TryParse((node as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : Problem<int?>(node, $"'{key}' must be a whole number.");
}
