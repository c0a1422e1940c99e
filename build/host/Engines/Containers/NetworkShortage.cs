using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>What an engine says when it has no network left to give, and how that is mended.</summary>
internal static class NetworkShortage
{
    private static readonly string[] Words =
    [
        "could not find an available, non-overlapping IPv4 address pool", // before 27
        "all predefined address pools have been fully subnetted",
    ];

    /// <summary>Whether a command failed for that.</summary>
    public static bool Is(CommandException failed) =>
        Words.Any(words => failed.Detail.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>The error for the user: https://docs.docker.com/engine/network/#automatic-subnet-allocation.</summary>
    public static SandboxException Explain(SandboxName name, HostOptions options, CommandException failed) => new(
        $"The engine has no network left for sandbox {name}, which takes three. As it comes, it has 31 in all. Many small ones in its "
            + """daemon.json, and a restart of it, make room for hundreds: "default-address-pools": [{ "base": "172.24.0.0/14", "size": 26 }]""",
        $"{options.CommandFor("List")} shows whose sandboxes take them; Clean of one that is not needed frees three",
        inner: failed);
}
