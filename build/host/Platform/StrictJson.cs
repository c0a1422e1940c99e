using System.Text.Json;

namespace AiSandbox.Host.Platform;

/// <summary>How witnesses are read: camel case, and what a record names must be there and must not be null.</summary>
internal static class StrictJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The same, to write a file that people look into.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Options) { WriteIndented = true };
}
