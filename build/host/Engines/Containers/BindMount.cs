using System.Text.Json;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>A folder or file of the host that a service has.</summary>
/// <param name="Service">The service.</param>
/// <param name="Source">Where it lies on the host: absolute, no link in it when it was checked.</param>
/// <param name="Target">Where the service sees it.</param>
/// <param name="IsWritable">Whether the service may write there.</param>
internal sealed record BindMount(string Service, string Source, string Target, bool IsWritable)
{
    /// <summary>Those of a compose file, as <c>docker compose config --format json</c> prints it.</summary>
    public static IReadOnlyList<BindMount> OfConfig(string json)
    {
        using var config = JsonDocument.Parse(json);
        return [.. config.RootElement.GetProperty("services").EnumerateObject().SelectMany(service =>
            !service.Value.TryGetProperty("volumes", out var volumes) ? [] : volumes.EnumerateArray()
                .Where(volume => Text(volume, "type") is "bind")
                .Select(volume => new BindMount(service.Name, Path(volume, "source"), Path(volume, "target"), !IsTrue(volume, "read_only"))))];
    }

    // What is printed can be read as a compose file again, where a $ stands twice.
    private static string Path(JsonElement volume, string name) => Text(volume, name)!.Replace("$$", "$", StringComparison.Ordinal);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool IsTrue(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.GetBoolean();
}
