namespace AiSandbox.Host.Cli;

/// <summary>What of the command line Frosting is given.</summary>
internal static class FrostingArguments
{
    /// <summary>
    /// The arguments. Without a verbosity, the engine's headings and closing table stay off: the steps show what runs and
    /// how long it took, and what Exec, Shell and LogsProxy print can be piped on. A dry run is the engine's own to show.
    /// </summary>
    public static IReadOnlyList<string> Of(CommandLine line) =>
        (line.IsQuiet, line.Has(Option.Verbosity) || line.Has(Option.DryRun)) switch
        {
            (true, _) => [.. line.FrostingArguments, "--no-report"],
            (_, true) => line.FrostingArguments,
            _ => [.. line.FrostingArguments, "--verbosity=minimal", "--no-report"],
        };
}
