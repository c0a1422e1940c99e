using System.Text.Json;
using AiSandbox.Gateway.Configuration;

namespace AiSandbox.Gateway.Requests;

/// <summary>
/// Finds in a request what the vendor itself would fetch or call: a search, a page, a picture by its address, a connector. Such an
/// address carries data out by an allowed request, to a place that no list has seen. All that is read is read as often as it stands
/// there: of two members of one name a vendor takes the one that it likes.
/// </summary>
internal static class HostedTools
{
    private const int Deepest = 256;

    // What a program of the client's own does, by the type of a tool. All others are the vendor's, those of tomorrow too.
    private static readonly Dictionary<BodyKind, string[]> Own = new()
    {
        [BodyKind.Anthropic] = ["custom", "bash_", "text_editor_", "memory_", "computer_", "tool_search_tool_"],
        [BodyKind.OpenAi] = ["function", "custom", "local_shell", "apply_patch", "namespace", "tool_search", "computer"],
        [BodyKind.Gemini] = [],
    };

    // Below these stands what the vendor hands back as it is: a schema, or what a tool was given and has answered.
    private static readonly Dictionary<BodyKind, string[]> Opaque = new()
    {
        [BodyKind.Anthropic] = ["input", "input_schema", "schema", "metadata"],
        [BodyKind.OpenAi] = ["parameters", "schema", "metadata"],
        [BodyKind.Gemini] = ["args", "parameters", "parametersJsonSchema", "response", "responseSchema", "responseJsonSchema"],
    };

    // Members that have the vendor fetch or call, wherever they stand, unless they hold nothing.
    private static readonly Dictionary<BodyKind, string[]> Fetching = new()
    {
        [BodyKind.Anthropic] = ["mcp_servers", "container"],
        [BodyKind.OpenAi] = ["web_search_options", "file_url", "plugins", "server_url", "connector_id"],
        [BodyKind.Gemini] = ["fileData", "file_data"],
    };

    /// <summary>Looks through a body.</summary>
    /// <param name="kind">Whose protocol it is.</param>
    /// <param name="body">The body.</param>
    /// <returns>What was found, in words; null where there is nothing.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static string? Find(BodyKind kind, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Deepest });
        if (!reader.Read())
            throw new JsonException("It is empty.");
        var found = Value(ref reader, kind, name: "", within: "");
        return reader.Read() ? throw new JsonException("Something stands behind its end.") : found;
    }

    // Reads one value to its end, even where something was found: what is no JSON is not handed on.
    private static string? Value(ref Utf8JsonReader reader, BodyKind kind, string name, string within)
    {
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            string? first = null;
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                first = Value(ref reader, kind, name, within) ?? first;
            return first;
        }

        if (reader.TokenType is JsonTokenType.StartObject)
            return Members(ref reader, kind, name);

        return reader.TokenType is JsonTokenType.String && IsAddress(kind, name, within) && reader.GetString() is { } address && !address.StartsWith("data:", StringComparison.Ordinal)
            ? $"'{name}' with an address"
            : null;
    }

    private static string? Members(ref Utf8JsonReader reader, BodyKind kind, string name)
    {
        var (isTool, isTyped) = (name is "tools", false);
        string? found = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var member = reader.GetString()!;
            reader.Read();
            if (isTool && kind is BodyKind.Gemini && member is not ("functionDeclarations" or "function_declarations"))
                found ??= $"the tool '{member}'";
            if (isTool && member is "type")
            {
                isTyped = true;
                if (reader.TokenType is not JsonTokenType.String || !IsOwn(kind, reader.GetString()!))
                    found ??= $"the tool '{(reader.TokenType is JsonTokenType.String ? reader.GetString() : member)}'";
            }

            if (member is "model" && kind is BodyKind.OpenAi && reader.TokenType is JsonTokenType.String && reader.GetString()!.Contains("search", StringComparison.Ordinal))
                found ??= $"the model '{reader.GetString()}', which searches by itself";
            if (Fetching[kind].Contains(member, StringComparer.Ordinal) && IsSomething(reader))
                found ??= $"'{member}'";
            if (IsOpaque(kind, member, reader.CurrentDepth))
                reader.Skip();
            else
                found = Value(ref reader, kind, member, name) is { } inner ? found ?? inner : found;
        }

        return isTool && !isTyped && kind is BodyKind.OpenAi ? found ?? "a tool without a type" : found;
    }

    private static bool IsOwn(BodyKind kind, string type) =>
        Own[kind].Any(own => own.EndsWith('_') ? type.StartsWith(own, StringComparison.Ordinal) : type == own);

    // OpenAI's `input` is the conversation; Anthropic's is what a tool was given, and stands deep.
    private static bool IsOpaque(BodyKind kind, string member, int depth) => depth > 1 && Opaque[kind].Contains(member, StringComparer.Ordinal);

    private static bool IsAddress(BodyKind kind, string name, string within) => kind switch
    {
        BodyKind.Anthropic => name is "url" && within is "source",
        BodyKind.OpenAi => name is "image_url" || (name is "url" && within is "image_url"),
        _ => false,
    };

    private static bool IsSomething(Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null or JsonTokenType.False => false,
        JsonTokenType.StartArray or JsonTokenType.StartObject => reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject),
        _ => true,
    };
}
