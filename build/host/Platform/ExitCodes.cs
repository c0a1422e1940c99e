using Cake.Core;

namespace AiSandbox.Host.Platform;

/// <summary>The exit codes of the build host. Exec, Shell and Agent pass the inner command's code through.</summary>
public static class ExitCodes
{
    /// <summary>Everything that was asked for is done.</summary>
    public const int Done = 0;

    /// <summary>A task failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage: an unknown or invalid option or target, or an invalid allowlist.</summary>
    public const int Usage = 2;

    /// <summary>Verify found a hole.</summary>
    public const int Hole = 3;

    /// <summary>No usable container engine.</summary>
    public const int NoEngine = 4;

    /// <summary>
    /// The host's own failure, whatever it was, where a command of the user's was asked for: all others are that command's.
    /// As docker has it, with 126 for a command that cannot run and 127 for one that is not there.
    /// </summary>
    public const int AroundCommand = 125;

    /// <summary>Ended by Ctrl+C (128 + SIGINT), with everything unwound.</summary>
    public const int Cancelled = 130;

    /// <summary>The code of a failure, however deep the engine has wrapped it.</summary>
    public static int Of(Exception failure) => failure switch
    {
        SandboxException known => known.ExitCode,
        UsageException => Usage,
        CakeException { ExitCode: not 0 } cake => cake.ExitCode,
        AggregateException { InnerExceptions: [var first, ..] } => Of(first),
        { InnerException: { } inner } => Of(inner),
        _ => Failed,
    };
}
