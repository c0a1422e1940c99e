namespace AiSandbox.Host.Platform.Commands;

/// <summary>A child process that could not be started or ended with a code other than zero.</summary>
/// <param name="exitCode">Its exit code, or <see langword="null"/> where it did not start.</param>
/// <param name="detail">The end of its standard error, or why it did not start.</param>
public sealed class CommandException(Command command, int? exitCode, string detail)
    : Exception(Describe(command, exitCode, detail))
{
    private const int LinesShown = 15;

    /// <summary>The exit code, or <see langword="null"/> where the executable was not found.</summary>
    public int? ExitCode { get; } = exitCode;

    /// <summary>The standard error of the command, or why it did not start.</summary>
    public string Detail { get; } = command.Mask(detail);

    private static string Describe(Command command, int? exitCode, string detail)
    {
        var how = exitCode is { } code ? $"ended with exit code {code}" : "could not be started";
        var lines = command.Mask(detail).Trim().Split('\n').TakeLast(LinesShown).Select(line => $"  {line.TrimEnd()}");

        return $"{command} {how}.{(detail.Trim().Length == 0 ? "" : "\n" + string.Join('\n', lines))}";
    }
}
