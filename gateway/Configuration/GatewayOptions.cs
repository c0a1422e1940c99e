using System.Text.Json;
using System.Text.Json.Serialization;
using AiSandbox.Guard.Configuration;

namespace AiSandbox.Gateway.Configuration;

/// <summary>What the gateway does, as the host renders it: <c>configs/gateway/gateway.json</c>.</summary>
/// <param name="Vendors">Whom it reaches, with a key for each.</param>
/// <param name="Limits">What may be asked for; none where it is empty.</param>
internal sealed record GatewayOptions(IReadOnlyList<Vendor> Vendors, IReadOnlyList<Limit> Limits)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="ConfigurationException">It is missing, or says something else.</exception>
    public static GatewayOptions Read(string file)
    {
        try
        {
            var options = JsonSerializer.Deserialize(File.ReadAllBytes(file), GatewayJson.Default.GatewayOptions);
            return options is { Vendors.Count: > 0 } ? options : throw new ConfigurationException($"{file} names no vendor.");
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file} cannot be read: {wrong.Message}");
        }
    }
}

/// <summary>Where requests with a key go, and which.</summary>
/// <param name="Name">The first part of a path that is asked for here, and the name of the key's file.</param>
/// <param name="Origin">The scheme and host that it stands for.</param>
/// <param name="Header">The name of the header that takes the key.</param>
/// <param name="Value">Its value: <c>{key}</c> is the key, <c>{basic:USER}</c> that user with the key as its password.</param>
/// <param name="Allow">Methods and paths, a space between: one star stands for part of a segment, and a query in it is the only one.</param>
/// <param name="Query">The names of a query that may be there.</param>
/// <param name="Body">What is looked for in a body.</param>
internal sealed record Vendor(string Name, Uri Origin, string Header, string Value, IReadOnlyList<string> Allow, IReadOnlyList<string> Query, BodyKind Body);

/// <summary>What a request's body is.</summary>
internal enum BodyKind
{
    /// <summary>What git sends: it is handed on unread.</summary>
    Git,

    /// <summary>Anthropic's Messages.</summary>
    Anthropic,

    /// <summary>OpenAI's Responses and Chat Completions, which many others speak.</summary>
    OpenAi,

    /// <summary>Google's generateContent.</summary>
    Gemini,
}

/// <summary>So much of something in a time.</summary>
internal sealed record Limit(long Most, Counted Of, Period In);

/// <summary>What is counted.</summary>
internal enum Counted
{
    Requests,
    Tokens,
}

/// <summary>For how long.</summary>
internal enum Period
{
    Minute,

    /// <summary>From midnight to midnight, UTC.</summary>
    Day,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GatewayOptions))]
[JsonSerializable(typeof(Budgets.Spent))]
internal sealed partial class GatewayJson : JsonSerializerContext;
