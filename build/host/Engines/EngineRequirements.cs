using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Engines;

/// <summary>Which engines hold a sandbox, decided by their versions alone.</summary>
public static partial class EngineRequirements
{
    // The oldest release that keeps names inside an internal network (CVE-2024-29018, fixed in 23.0.11, 25.0.5 and 26.0.0,
    // never in 24: https://github.com/moby/moby/security/advisories/GHSA-mq39-4gv4-mvpx) and that also knows
    // healthcheck.start_interval, which came with 25: https://docs.docker.com/reference/compose-file/services/#healthcheck
    private static readonly Version OldestEngine = new(25, 0, 5);
    private static readonly Version FirstWithStartInterval = new(25, 0, 0);
    private static readonly Version FirstFixed = new(23, 0, 11), AfterFirstFixed = new(24, 0, 0);

    // compose.yaml uses env_file.required: https://github.com/docker/compose/releases/tag/v2.24.0
    private static readonly Version OldestCompose = new(2, 24, 0);

    /// <summary>Why an engine cannot be used, with the version that can; <see langword="null"/> where it can.</summary>
    /// <param name="engine">The engine's version, as <c>docker version</c> prints it.</param>
    public static string? EngineRefusal(string engine)
    {
        if (Parse(engine) is not { } version)
            return $"The engine calls its version '{engine}', which is not a version: whether name lookups stay inside cannot be told.";
        if (version >= OldestEngine)
            return null;

        var reason = version >= FirstFixed && version < AfterFirstFixed
            ? $"it has no healthcheck.start_interval, which came with {FirstWithStartInterval.Major}"
            : "it lets the workspace's name lookups out of its internal network (CVE-2024-29018)";
        return $"Docker Engine {engine} is too old: {reason}. {OldestEngine} or later is needed.";
    }

    /// <summary>Why a Compose cannot be used, with the version that can; <see langword="null"/> where it can.</summary>
    /// <param name="compose">Compose's version, or <see langword="null"/> where the plug-in is missing.</param>
    public static string? ComposeRefusal(string? compose)
    {
        if (compose is null)
            return "An engine answers, but the docker CLI has no Compose v2 (the command `docker compose`).";

        return Parse(compose) is { } found && found >= OldestCompose
            ? null
            : $"Docker Compose {compose} is too old: compose.yaml uses env_file.required. {OldestCompose} or later is needed.";
    }

    private static Version? Parse(string text) =>
        Number().Match(text) is { Success: true } match
            ? new Version(Part(match, "major"), Part(match, "minor"), match.Groups["patch"].Success ? Part(match, "patch") : 0)
            : null;

    private static int Part(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*v?(?<major>\d{1,6})\.(?<minor>\d{1,6})(\.(?<patch>\d{1,6}))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
