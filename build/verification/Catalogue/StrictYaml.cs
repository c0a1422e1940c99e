using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace AiSandbox.Verification.Catalogue;

/// <summary>
/// Reads YAML into records so that nothing in it is overlooked. A record is the format: its properties are the fields, named in
/// lower-case words joined by dashes, and their attributes say what must be there. A field that no property is for is a problem:
/// a misspelt expectation would otherwise expect nothing. A list may be written as the one value in it.
/// </summary>
internal sealed class StrictYaml(string file, ICollection<CatalogueProblem> problems, Func<YamlNode, string, string> textOf)
{
    private const int LongestTime = 120;

    /// <summary>Reads a record. Where something is wrong with it, it is not what stands there.</summary>
    public T Read<T>(YamlNode node)
        where T : class => (T)Record(typeof(T), node, typeof(T).Name);

    // Over another: what is not there stays, and only what may be different may be there.
    private object Record(Type type, YamlNode node, string otherwise, object? over = null)
    {
        var what = over is null ? type.GetCustomAttribute<DescriptionAttribute>()?.Description ?? otherwise : otherwise;
        var record = over ?? Empty(type);
        if (over is null && record is Written written)
            record = written with { Origin = At(node) };
        if (node is not YamlMappingNode mapping)
        {
            Problem(node, $"{what} must be a mapping of names to values.");
            return record;
        }

        var given = new Dictionary<string, (YamlNode Key, YamlNode Value)>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Children)
            given[(key as YamlScalarNode)?.Value ?? ""] = (key, value);
        if (type.GetCustomAttribute<OneOfAttribute>() is { } pair && pair.Keys.Count(given.ContainsKey) is var count && count != 1 && (count > 1 || over is null))
            Problem(node, pair.Reason);

        var fields = type.GetProperties().Where(field => field.CanWrite && !field.IsDefined(typeof(YamlIgnoreAttribute))
            && (over is null || field.IsDefined(typeof(LiveAttribute))))
            .OrderBy(field => field.PropertyType == type).ToList(); // a copy of what was read so far comes last
        foreach (var field in fields)
        {
            var isRequired = field.IsDefined(typeof(RequiredAttribute));
            if (given.Remove(Key(field), out var found))
            {
                if (Checked(field, found.Value, Value(field, found.Value, record)) is { } value)
                    field.SetValue(record, value);
            }
            else if (isRequired && over is null)
            {
                Problem(node, $"'{Key(field)}' is missing.");
            }
        }

        foreach (var (key, (at, _)) in given)
            Problem(at, $"{what} has no field '{key}'. Known: {string.Join(", ", fields.Select(Key).Order(StringComparer.Ordinal))}.");

        return record;
    }

    private object? Checked(PropertyInfo field, YamlNode node, object? value)
    {
        // Of a mapping its names, each where it stands.
        IEnumerable<(YamlNode At, object One)> given = node is YamlMappingNode mapping && field.PropertyType.IsGenericType ? mapping.Children.Select(pair => (pair.Key, (object)$"{pair.Key}"))
            : value is string or int ? [(node, value)] : (value as IEnumerable<string> ?? []).Select(one => (node, (object)one));
        foreach (var (rule, at, one) in field.GetCustomAttributes<ValidationAttribute>().SelectMany(rule => given.Select(one => (rule, one.At, one.One))).Where(rule => !rule.rule.IsValid(rule.One)))
            Problem(at, rule is RequiredAttribute ? $"'{Key(field)}' is empty." : rule.FormatErrorMessage($"{one}"));

        return value;
    }

    // Null where it is not right, which is said then, and where it stands for nothing.
    private object? Value(PropertyInfo field, YamlNode node, object record)
    {
        var (key, type) = (Key(field), Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType);
        if (type == record.GetType())
            return node is YamlMappingNode ? Record(type, node, $"'{key}'", over: (Written)record with { }) : Flag(node, key) is true ? (Written)record with { } : null;
        if (type == typeof(string))
            return node is YamlScalarNode text ? textOf(node, text.Value ?? "").Trim('\n') : Problem(node, $"'{key}' must be a text.");
        if (type == typeof(int))
            return Number(node, key);
        if (type == typeof(TimeSpan))
            return Number(node, key) is not { } seconds ? null : seconds is >= 1 and <= LongestTime ? TimeSpan.FromSeconds(seconds) : Problem(node, $"'{key}' is in seconds, 1 to {LongestTime}.");
        if (type == typeof(bool))
            return Flag(node, key);
        if (type.IsEnum)
            return Choice(type, node, key);
        if (type == typeof(ExitExpectation))
            return Exit(node, key);
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return Texts(node, key);
        if (Element(type, typeof(IReadOnlyDictionary<,>)) is { } named)
            return Records(named, node, key);

        return Element(type) is { } element ? List(element, field, node, key) : Record(type, node, $"'{key}'");
    }

    private Array? List(Type element, PropertyInfo field, YamlNode node, string key)
    {
        var isOrNone = field.IsDefined(typeof(OrNoneAttribute));
        var items = Items(node);
        if (isOrNone && node is YamlScalarNode { Value: "none" })
            items = [];
        else if (isOrNone && node is not YamlSequenceNode { Children.Count: > 0 })
            return (Array?)Problem(node, $"'{key}' must be 'none' or a list.");

        var read = items.Select(item => element != typeof(string) ? Record(element, item, $"An entry of '{key}'")
            : item is YamlScalarNode { Value: { } text } ? textOf(item, text)
            : Problem(item, $"'{key}' must be a text or a list of texts.")).OfType<object>().ToArray();
        var list = Array.CreateInstance(element, read.Length);
        read.CopyTo(list, 0);
        return list;
    }

    private object? Records(Type type, YamlNode node, string key)
    {
        if (node is not YamlMappingNode mapping)
            return Problem(node, $"'{key}' must be a mapping of names to values.");

        var records = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), type))!;
        foreach (var (name, value) in mapping.Children)
            records[$"{name}"] = (Written)Record(type, value, $"'{name}'") with { Origin = At(name) };
        return records;
    }

    private object? Texts(YamlNode node, string key)
    {
        if (node is not YamlMappingNode mapping)
            return Problem(node, $"'{key}' must be a mapping of names to values.");

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in mapping.Children)
        {
            texts[$"{name}"] = (value as YamlScalarNode)?.Value?.Trim('\n') ?? "";
            if (texts[$"{name}"].Length == 0)
                Problem(value, $"'{name}' is empty, or no text.");
        }

        return texts;
    }

    private ExitExpectation? Exit(YamlNode node, string key) => node switch
    {
        YamlScalarNode { Value: "nonzero" } => new ExitExpectation([]),
        YamlSequenceNode { Children.Count: 0 } => (ExitExpectation?)Problem(node, $"'{key}' must be a number, a list of numbers, or 'nonzero'."),
        _ => new ExitExpectation([.. Items(node).Select(item => Number(item, key)).OfType<int>()]),
    };

    private object? Choice(Type type, YamlNode node, string key)
    {
        var names = Enum.GetNames(type).Select(name => name.ToLowerInvariant()).ToList();
        var text = (node as YamlScalarNode)?.Value;
        return text is not null && names.Contains(text, StringComparer.Ordinal)
            ? Enum.Parse(type, text, ignoreCase: true)
            : Problem(node, $"'{key}: {text}' is not one of {string.Join(", ", names)}.");
    }

    private bool? Flag(YamlNode node, string key) =>
        node is YamlScalarNode { Value: "true" or "false" } flag ? flag.Value == "true" : (bool?)Problem(node, $"'{key}' must be true or false.");

    private int? Number(YamlNode node, string key) =>
        int.TryParse((node as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : (int?)Problem(node, $"'{key}' must be a whole number.");

    private static IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode list ? list.Children : [node];

    // What a record has where nothing is said.
    private static object Empty(Type type)
    {
        var constructor = type.GetConstructors()[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.HasDefaultValue ? parameter.DefaultValue : Nothing(parameter.ParameterType))]);
    }

    private static object? Nothing(Type type) => type switch
    {
        { IsValueType: true } => Activator.CreateInstance(type),
        _ when type == typeof(string) => "",
        _ when Element(type) is { } element => Array.CreateInstance(element, 0),
        _ => Empty(type),
    };

    private static Type? Element(Type type, Type? of = null) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == (of ?? typeof(IReadOnlyList<>)) ? type.GetGenericArguments()[^1] : null;

    private static string Key(PropertyInfo field) => field.GetCustomAttribute<YamlMemberAttribute>()?.Alias
        ?? string.Concat(field.Name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private Origin At(YamlNode node) => new(file, Math.Max(1, node.Start.Line));

    private object? Problem(YamlNode node, string reason)
    {
        problems.Add(new CatalogueProblem(At(node), reason));
        return null;
    }
}
