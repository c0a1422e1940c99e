using System.Globalization;
using AiSandbox.Policy.Decisions;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Verification.Witnesses;

/// <summary>What the logs of gate, guard and proxy say to the cases.</summary>
public static class ProxyWitness
{
    /// <summary>
    /// What was done, told by what was answered and not by the reason that a rule gives; <see langword="null"/> where
    /// the line tells of no decision: the beginning and the regular end of a tunnel, an answer that was passed on, a
    /// connection to the proxy that the guard opened ahead and did not need.
    /// </summary>
    public static ProxyDecision? DecisionOf(ProxyEvent line) => line switch
    {
        { Event: "refuse" } or { IsLookup: true } => ProxyDecision.Deny,
        { IsCut: true } => ProxyDecision.Cut,
        { Event: "empty" } => ProxyDecision.Empty,
        { IsGuard: true } => null,
        { Result: var result } when result.Contains("DENIED", StringComparison.Ordinal) => ProxyDecision.Deny,
        { Method: "-", Host: "-" } => null,
        _ => ProxyDecision.Allow,
    };

    /// <summary>Reads the lines that tell of a decision.</summary>
    /// <exception cref="FormatException">A line is none: what cannot be read is no witness.</exception>
    public static IReadOnlyList<ProxyEvent> Read(IEnumerable<string> lines) =>
    [
        .. lines
            .Select(line => ProxyEventParser.Parse(line) ?? throw new FormatException(line))
            .Where(line => DecisionOf(line) is not null),
    ];

    /// <summary>Whether a line is what was expected.</summary>
    public static bool Fits(this ProxyEvent line, ProxyExpectation expected) =>
        DecisionOf(line) == expected.Decision
        && Allows(expected.Host, line.Host)
        && Allows(expected.Port?.ToString(CultureInfo.InvariantCulture), line.Port)
        && Allows(expected.Reason, line.Reason)
        && Allows(expected.By, By(line))
        && (expected.Status is null || expected.Status == line.Status);

    /// <summary>Whether a case expects a line.</summary>
    public static bool IsExpectedBy(this ProxyEvent line, VerificationCase test) => test.Proxy.Any(line.Fits);

    /// <summary>The line as a report shows it.</summary>
    public static string Show(ProxyEvent line) => DecisionOf(line) switch
    {
        ProxyDecision.Empty => $"EMPTY from {line.Client} by {By(line)}",
        { } decision => $"{decision.ToString().ToUpperInvariant()} {line.Method} {line.Host}:{line.Port} "
            + $"reason {line.Reason} status {line.Status} by {By(line)}",
        null => line.Event,
    };

    private static string By(ProxyEvent line) => line switch
    {
        { IsLookup: true } => "gate",
        { IsGuard: true } => "guard",
        _ => "proxy",
    };

    private static bool Allows(string? expected, string seen) =>
        expected is null || string.Equals(expected, seen, StringComparison.OrdinalIgnoreCase);
}
