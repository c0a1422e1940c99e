using System.Text.Json;
using System.Xml;
using AiSandbox.Host.Platform.Git;
using Tomlyn;
using Tomlyn.Model;

namespace AiSandbox.Host.Features.Suggest.Projects;

/// <summary>
/// Files as lines to look through. What has a structure becomes <c>path/to/key = text</c>, and <c>path {key key}</c> where keys stand together.
/// </summary>
internal static class ProjectLines
{
    private const int DeepestXml = 64;

    /// <summary>Lines as they stand, without blanks around them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="comment">What begins a line that is left out.</param>
    public static IEnumerable<string> Plain(string text, string comment) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith(comment, StringComparison.Ordinal));

    public static IEnumerable<string> Plain(string text) => Plain(text, "#");

    public static IEnumerable<string> Code(string text) => Plain(text, "//");

    public static IEnumerable<string> Git(string text) => GitConfig.Parse(text).Keys.Select(key => $"{key.Section}/{key.Variable} = {key.Value}");

    // Throws JsonException also where it is nested more than 64 times, and InvalidOperationException where a text is no Unicode.
    public static IEnumerable<string> Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        foreach (var line in Flat("", document.RootElement))
            yield return line;
    }

    public static IEnumerable<string> Toml(string text)
    {
        try
        {
            return Flat("", TomlSerializer.Deserialize<TomlTable>(text));
        }
        catch (Exception failure) when (failure is TomlException or ArgumentException)
        {
            // ArgumentException is thrown at half of a surrogate pair, \ud800.
            throw new FormatException("no TOML", failure);
        }
    }

    /// <summary>Elements as <c>path</c>, their texts and attributes, at semicolons apart, as <c>path = text</c> and <c>path@name = text</c>.</summary>
    /// <exception cref="XmlException">It is none, or has a document type.</exception>
    /// <exception cref="FormatException">It is nested too deeply.</exception>
    public static IEnumerable<string> Xml(string text)
    {
        var path = new List<string>();
        using var xml = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (xml.Read())
        {
            if (xml.Depth >= DeepestXml)
                throw new FormatException("nested too deeply");

            path.RemoveRange(Math.Min(xml.Depth, path.Count), Math.Max(0, path.Count - xml.Depth));
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                foreach (var part in xml.Value.Split(';'))
                    yield return $"{string.Join('/', path)} = {part.Trim()}";
            }

            if (xml.NodeType != XmlNodeType.Element)
                continue;

            path.Add(xml.LocalName);
            var name = string.Join('/', path);
            yield return name;
            while (xml.MoveToNextAttribute())
                yield return $"{name}@{xml.LocalName} = {xml.Value}";
        }
    }

    private static IEnumerable<string> Flat(string path, object? node) => node switch
    {
        JsonElement { ValueKind: JsonValueKind.Object } json => Flat(path, json.EnumerateObject().Select(one => (one.Name, (object?)one.Value))),
        TomlTable table => Flat(path, table.Select(one => (one.Key, (object?)one.Value))),
        JsonElement { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(one => Flat(path, one)),
        IEnumerable<object> list => list.SelectMany(one => Flat(path, one)),
        JsonElement { ValueKind: JsonValueKind.String } text => [$"{path} = {text.GetString()}"],
        string text => [$"{path} = {text}"],
        _ => [path],
    };

    private static IEnumerable<string> Flat(string path, IEnumerable<(string Key, object? Value)> members) => members
        .SelectMany(one => Flat(path.Length == 0 ? one.Key : $"{path}/{one.Key}", one.Value))
        .Prepend($"{path} {{{string.Join(' ', members.Select(one => one.Key))}}}");
}
