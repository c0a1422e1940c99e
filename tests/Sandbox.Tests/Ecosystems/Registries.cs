using System.Collections.Concurrent;

namespace Sandbox.Tests.Ecosystems;

/// <summary>Which real registries this machine reaches.</summary>
internal static class Registries
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private static readonly ConcurrentDictionary<string, Task<string?>> Answers = new(StringComparer.Ordinal);

    /// <summary>Why an address cannot be reached; <see langword="null"/> where it can.</summary>
    public static Task<string?> TroubleAsync(string address) => Answers.GetOrAdd(address, AskAsync);

    /// <summary>The registry that a preset is for: the first host of its file.</summary>
    public static string HostOf(string preset) => File.ReadLines(Path.Combine(BuildScript.Checkout.Presets, $"{preset}.txt"))
        .First(line => line.Length > 0 && !line.StartsWith('#')).Split(' ')[0];

    private static async Task<string?> AskAsync(string address)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode ? null : $"{address} answers with {(int)answer.StatusCode}";
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
        {
            return $"{address} is out of this machine's reach: {failed.Message}";
        }
    }
}
