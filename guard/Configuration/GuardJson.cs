using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiSandbox.Guard.Configuration;

/// <summary>How the configuration is read: unknown, doubled and null members are refused, comments are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GuardOptions))]
public sealed partial class GuardJson : JsonSerializerContext;
