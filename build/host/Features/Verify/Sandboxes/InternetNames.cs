namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>
/// The names that the simulated internet knows, as images/internet/internet-start says how they are written: what the
/// cases call by name. All else is unknown to its name server.
/// </summary>
internal static class InternetNames
{
    // Listed names, and where their owner lets them lead.
    private static Dictionary<string, string> Ssrf { get; } = new(StringComparer.Ordinal)
    {
        ["loopback"] = "127.0.0.1",
        ["this"] = "0.0.0.0",
        ["private-10"] = "10.11.12.13",
        ["private-172"] = "172.16.1.2",
        ["private-192"] = "192.168.1.1",
        ["shared"] = "100.64.0.1",
        ["link-local"] = "169.254.10.10",
        ["metadata"] = "169.254.169.254",
        ["metadata-alibaba"] = "100.100.100.200",
        ["metadata-azure"] = "168.63.129.16",
        ["benchmark"] = "198.18.0.1",
        ["documentation"] = "203.0.113.5",
        ["multicast"] = "224.0.0.251",
        ["reserved"] = "240.0.0.1",
        ["broadcast"] = "255.255.255.255",
        ["loopback6"] = "::1",
        ["mapped"] = "::ffff:127.0.0.1",
        ["mapped-public"] = "::ffff:8.8.8.8",
        ["compatible"] = "::10.11.12.13",
        ["translated"] = "::ffff:0:127.0.0.1",
        ["dummy"] = "100:0:0:1::1",
        ["private-mark-compatible"] = "::10.11.12.13",
        ["public6"] = "2a00:1450:4001::1",
        ["ula"] = "fd12:3456::1",
        ["metadata6"] = "fd00:ec2::254",
        ["private-mark"] = "10.11.12.13",
        ["private-mark-loopback"] = "127.0.0.1",
        ["private-mark-metadata"] = "169.254.169.254",
        ["private-mark-metadata6"] = "fd00:ec2::254",
        ["nat64"] = "64:ff9b::7f00:1",
        ["mixed"] = "self,127.0.0.1",
        ["mixed-last"] = "10.11.12.13,self",
        ["mixed6"] = "self,::1",
        ["mixed-ula"] = "self,fd12:3456::1",
        ["rebind"] = "127.0.0.1|169.254.169.254",
        [".later-public"] = "10.11.12.13|self",
        [".later-private"] = "self|127.0.0.1",
    };

    /// <summary>Listed names that lead to an address that stands for the machine's own, another one in each run.</summary>
    public static IReadOnlyList<string> Own { get; } = ["own.ssrf.example", "private-mark-own.ssrf.example"];

    /// <summary>All that a run has: those of which it knows the address, and a listed one whose first address nobody has.</summary>
    public static IEnumerable<string> In(FreeSubnet subnet) =>
        [.. All, .. Own.Select(name => $"{name}={subnet.Host}"), $"half-dead.ssrf.example={subnet.Nobody},self"];

    /// <summary>All others.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "www.google.com", "github.com", "www.instagram.com", "gitlab.com", ".google.com", ".github.com",
        ".neighbour.example", ".unlisted.example", ".keyed.example", "public.ssrf.example", .. Ssrf.Select(name => $"{name.Key}.ssrf.example={name.Value}"),
    ];

    /// <summary>Those that lead to the simulated internet itself, as known_hosts has patterns for them.</summary>
    public static IEnumerable<string> Hosts => All
        .Where(name => !name.Contains('=', StringComparison.Ordinal))
        .Select(name => name.StartsWith('.') ? $"*{name}" : name);
}
