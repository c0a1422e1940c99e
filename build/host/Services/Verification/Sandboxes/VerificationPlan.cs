namespace AiSandbox.Host.Services.Verification.Sandboxes;

/// <summary>What a verification sandbox is made of: the user's own configuration as it lies there, and a list.</summary>
/// <param name="Squid">squid.conf.</param>
/// <param name="Guard">guard.json.</param>
/// <param name="Compose">compose.yaml.</param>
/// <param name="Ssh">SSH's configuration.</param>
/// <param name="Listed">The list, as the proxy reads it.</param>
public sealed record VerificationPlan(
    string Squid, string Guard, string Compose, string Ssh, IReadOnlyList<string> Listed);
