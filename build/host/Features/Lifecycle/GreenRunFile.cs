using System.Text.Json;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Verification;
using AiSandbox.Verification.Proofs;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Where the last green run of a sandbox is kept.</summary>
internal static class GreenRunFile
{
    /// <summary>The file.</summary>
    public static string PathOf(Checkout checkout, SandboxName name) =>
        Path.Combine(checkout.Reports, "verify", $"green-{name}.json");

    /// <summary>Reads it; <see langword="null"/> where there is none, or none that can be read.</summary>
    public static GreenRun? Read(Checkout checkout, SandboxName name)
    {
        var path = PathOf(checkout, name);
        try
        {
            return FileStore.Read(path) is { } text ? JsonSerializer.Deserialize<GreenRun>(text, StrictJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps what a run came to.</summary>
    public static void Keep(Checkout checkout, SandboxName name, VerificationReport report)
    {
        var (path, last) = (PathOf(checkout, name), Read(checkout, name));
        var kept = GreenRun.After(last, report);
        if (kept is not null && kept != last)
            FileStore.Write(path, JsonSerializer.Serialize(kept, StrictJson.Indented) + "\n");
        else if (kept is null && last is not null)
            File.Delete(path);
    }
}
