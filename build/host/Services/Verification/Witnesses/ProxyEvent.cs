using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AiSandbox.Host.Services.Verification.Catalogue;

namespace AiSandbox.Host.Services.Verification.Witnesses;

/// <summary>One line of the proxy's log.</summary>
/// <param name="Client">The address that asked.</param>
/// <param name="Method">The method.</param>
/// <param name="Host">The host that was asked for.</param>
/// <param name="Port">The port that was asked for, as the proxy wrote it.</param>
/// <param name="Status">The status that the client got.</param>
/// <param name="Result">What Squid calls the outcome: TCP_TUNNEL, TCP_DENIED …</param>
/// <param name="Reason">The rule that decided.</param>
public sealed record ProxyEvent(
    string Client, string Method, string Host, string Port, int Status, string Result, string Reason)
{
    /// <summary>What the proxy did, told by what it answered and not by the reason that a rule gives.</summary>
    [JsonIgnore]
    public ProxyDecision Decision => this switch
    {
        { Result: var result } when result.Contains("DENIED", StringComparison.Ordinal) => ProxyDecision.Deny,
        { Method: "-", Host: "-" } => ProxyDecision.Empty,
        _ => ProxyDecision.Allow,
    };

    /// <summary>Reads lines of the log.</summary>
    /// <exception cref="JsonException">A line is none: what cannot be read is no witness.</exception>
    public static IReadOnlyList<ProxyEvent> Parse(IEnumerable<string> lines) =>
        [.. lines.Select(line =>
            JsonSerializer.Deserialize<ProxyEvent>(line, StrictJson.Options) ?? throw new JsonException("null"))];

    /// <summary>Whether this is what was expected.</summary>
    public bool Fits(ProxyExpectation expected) =>
        Decision == expected.Decision
        && Allows(expected.Host, Host)
        && Allows(expected.Port?.ToString(CultureInfo.InvariantCulture), Port)
        && Allows(expected.Reason, Reason)
        && (expected.Status is null || expected.Status == Status);

    private static bool Allows(string? expected, string seen) =>
        expected is null || string.Equals(expected, seen, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Decision == ProxyDecision.Empty
        ? $"EMPTY from {Client}"
        : $"{Decision.ToString().ToUpperInvariant()} {Method} {Host}:{Port} reason {Reason} status {Status}";
}
