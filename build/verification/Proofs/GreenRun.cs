using System.Text.Json;
using AiSandbox.Host.Adapters.Files;
using AiSandbox.Host.Options;

namespace AiSandbox.Host.Services.Verification.Proofs;

/// <summary>The last green run of a sandbox: when, how much, and of what.</summary>
/// <param name="Time">When it began.</param>
/// <param name="Cases">How many cases passed.</param>
/// <param name="Hash">The hash of the effective configuration.</param>
/// <param name="Parts">Its parts, so that a difference can be named.</param>
public sealed record GreenRun(DateTimeOffset Time, int Cases, string Hash, IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>Where it is kept.</summary>
    public static string PathOf(Checkout checkout, SandboxName name) =>
        Path.Combine(checkout.Reports, "verify", $"green-{name}.json");

    /// <summary>Reads it; <see langword="null"/> where there is none, or none that can be read.</summary>
    public static GreenRun? Read(Checkout checkout, SandboxName name)
    {
        var path = PathOf(checkout, name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<GreenRun>(File.ReadAllText(path), StrictJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Keeps what a run came to: a green one is the new last one, and one that is not takes back a green one of the same
    /// configuration.
    /// </summary>
    public static void Keep(Checkout checkout, SandboxName name, VerificationReport report, EffectiveConfiguration configuration)
    {
        if (report.IsGreen)
        {
            var run = new GreenRun(report.StartedAt, report.Results.Count, configuration.Hash, configuration.Parts);
            FileStore.Write(PathOf(checkout, name), JsonSerializer.Serialize(run, StrictJson.Indented) + "\n");
        }
        else if (Read(checkout, name)?.Hash == configuration.Hash)
        {
            File.Delete(PathOf(checkout, name));
        }
    }
}
