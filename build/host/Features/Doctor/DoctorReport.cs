using System.Text.Json;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>What Doctor found.</summary>
/// <param name="Sandbox">The sandbox.</param>
/// <param name="Checks">One a requirement, family by family.</param>
public sealed record DoctorReport(string Sandbox, IReadOnlyList<CheckResult> Checks)
{
    private const int Format = 1;

    /// <summary>Whether nothing is wrong. Hints, and what could not be looked at, leave it so.</summary>
    public bool IsHealthy => Count(CheckState.Wrong) == 0;

    /// <summary>The exit code.</summary>
    public int ExitCode => IsHealthy ? ExitCodes.Done : ExitCodes.NoEngine;

    /// <summary>The report in one line.</summary>
    public string Summary =>
        $"{Checks.Count} checks: {Count(CheckState.Ok)} as wanted, {Count(CheckState.Wrong)} wrong, "
            + $"{(Count(CheckState.Hint) is 1 ? "1 hint" : $"{Count(CheckState.Hint)} hints")}, {Count(CheckState.Skipped)} not checked.";

    /// <summary>How many checks ended so.</summary>
    public int Count(CheckState state) => Checks.Count(check => check.State == state);

    /// <summary>The report for programs: docs/doctor.md has the names.</summary>
    public string Json() => JsonSerializer.Serialize(
        new
        {
            Format,
            Sandbox,
            Healthy = IsHealthy,
            Checks = Checks.Select(check => new { check.Name, State = check.State.ToString().ToLowerInvariant(), check.Found, check.Wanted, check.Repair }),
        },
        StrictJson.Indented);
}
