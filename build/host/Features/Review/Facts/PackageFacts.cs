using System.Text.Json;

namespace AiSandbox.Host.Features.Review.Facts;

/// <summary>What package.json and composer.json make others run: scripts, the package manager, what commands are called.</summary>
public static class PackageFacts
{
    private static readonly string[] Running =
        ["scripts", "packageManager", "bin", "gypfile", "pre-commit", "husky", "lint-staged", "simple-git-hooks", "config", "devEngines"];

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>A line for every script and setting: <c>scripts.test = jest</c>.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Lenient);
            return json.RootElement.ValueKind is JsonValueKind.Object ? [.. json.RootElement.EnumerateObject().SelectMany(Facts)] : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Facts(JsonProperty property)
    {
        if (!Running.Contains(property.Name, StringComparer.Ordinal))
            return [];

        return property.Value.ValueKind is JsonValueKind.Object
            ? [.. property.Value.EnumerateObject().Select(inner => $"{property.Name}.{inner.Name} = {Text(inner.Value)}")]
            : [$"{property.Name} = {Text(property.Value)}"];
    }

    private static string Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
