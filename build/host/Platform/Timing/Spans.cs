using System.Diagnostics;

namespace AiSandbox.Host.Platform.Timing;

/// <summary>Where a run's time goes: its steps, and the commands that it starts. Any listener can take them, OpenTelemetry's too.</summary>
internal static class Spans
{
    public const string Name = "AiSandbox";

    public static ActivitySource Source { get; } = new(Name);
}
