using System.Text.RegularExpressions;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Policy;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>What runs in workspaces by Agent, Exec and Shell. The list of processes is an agent's word too: it is shown, and nothing follows from it.</summary>
public sealed partial class RunningSessions(DockerCli docker)
{
    private const int Most = 20;

    /// <summary>Looks. The engine lists processes without starting anything in the container.</summary>
    /// <param name="container">The workspace.</param>
    /// <param name="limit">How long it may take to answer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Each in a few words, as in "Agent codex, for 03:20"; none where it does not answer.</returns>
    public async Task<IReadOnlyList<string>> ReadAsync(string container, TimeSpan limit, CancellationToken cancellation) =>
        await docker.AskAsync(["top", container, "-o", "pid,etime,args"], cancellation, limit) is { ExitCode: 0 } seen ? Of(seen.Output) : [];

    /// <summary>The sessions of a list of processes.</summary>
    internal static IReadOnlyList<string> Of(string table) =>
    [
        .. table.Split('\n')
            .Select(line => Holder().Match(line))
            .Where(match => match.Success)
            .Take(Most)
            .Select(match => $"{SafeText.Ascii(match.Groups["words"].Value.Trim(), 60)}, for {match.Groups["time"].Value}"),
    ];

    [GeneratedRegex(@"\A\s*[0-9]+\s+(?<time>[0-9:-]+)\s+\S*perl \S*sandbox-session hold [0-9a-f]{16} (?<words>.+)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Holder();
}
