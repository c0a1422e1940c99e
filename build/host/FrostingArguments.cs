using AiSandbox.Host.Options;

namespace AiSandbox.Host;

/// <summary>What of the command line Frosting is given.</summary>
internal static class FrostingArguments
{
    // Their output is what the user asked for and may be piped on: no headings and no closing table around it.
    private static readonly string[] Silent = ["Default", "Shell", "Exec", "LogsProxy", "Status"];

    /// <summary>The arguments, with the headings off where the target's own output is all that counts.</summary>
    public static IReadOnlyList<string> Of(CommandLine line)
    {
        var silent = line.Targets.All(target => Silent.Contains(target, StringComparer.OrdinalIgnoreCase));
        return silent && !line.Has("verbosity")
            ? [.. line.FrostingArguments, "--verbosity=quiet", "--no-report"]
            : line.FrostingArguments;
    }
}
