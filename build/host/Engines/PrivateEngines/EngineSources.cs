using AiSandbox.Host.Platform.Debian;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>Packages, and the lines of sources.list that they come from.</summary>
/// <param name="Entries">The lines.</param>
/// <param name="Packages">The names.</param>
public sealed record EnginePart(string Entries, IReadOnlyList<string> Packages);

/// <summary>Which packages make an engine on a release, and where they come from.</summary>
public static class EngineSources
{
    // Debian 12 has neither Compose v2 nor Buildx.
    private const int FirstDebianWithCompose = 13;
    private const string DebianWithCompose = "trixie";

    // Debian 13's packages need glibc 2.34, which Debian 12 has and 11 does not; Docker of 22.04's updates is new enough.
    private const int OldestDebian = 12, OldestUbuntu = 22;

    private static readonly string[] Debian = ["docker.io", "docker-cli", "containerd", "docker-compose", "docker-buildx", "tini"];
    private static readonly string[] Ubuntu = ["docker.io", "containerd", "docker-compose-v2", "docker-buildx"];

    // These link against what the host has: runc against its libc, iptables against its libraries.
    private static readonly string[] Native =
    [
        "runc", "iptables", "libip4tc2", "libip6tc2", "libxtables12", "libnetfilter-conntrack3", "libnfnetlink0", "libnftnl11", "libmnl0",
        "debootstrap",
    ];

    /// <summary>Whether the packages run on a release. One without a number is newer than all that have one.</summary>
    public static bool Supports(OsRelease release) =>
        release.Version is 0 || release.Version >= (release.Id is "ubuntu" ? OldestUbuntu : release.Id is "debian" ? OldestDebian : 0);

    /// <summary>The parts for a release.</summary>
    public static IReadOnlyList<EnginePart> For(OsRelease release, AptSources sources)
    {
        var own = release.Codename;
        if (release.Family is "ubuntu")
        {
            // 24.04 began with an engine that is too old; its updates have one that is not.
            return [new EnginePart(sources.Entry([own, $"{own}-updates", $"{own}-security"], "main", "universe"), [.. Ubuntu, .. Native])];
        }

        return release.Version is 0 or >= FirstDebianWithCompose
            ? [new EnginePart(sources.Entry([own], "main"), [.. Debian, .. Native])]
            : [new EnginePart(sources.Entry([DebianWithCompose], "main"), Debian), new EnginePart(sources.Entry([own], "main"), Native)];
    }
}
