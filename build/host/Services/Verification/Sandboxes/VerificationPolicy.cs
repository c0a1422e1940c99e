namespace AiSandbox.Host.Services.Verification.Sandboxes;

/// <summary>
/// What Verify changes of a squid.conf to try it in a simulated internet: who answers for names. All else stays.
/// </summary>
public static class VerificationPolicy
{
    /// <summary>
    /// The entries of the sandbox that is tried: two domains of the demo with all below them, a host alone, and a domain whose
    /// owner is the attacker.
    /// </summary>
    public static IReadOnlyList<string> Listed { get; } = [".google.com", ".github.com", "only.unlisted.example", ".ssrf.example"];

    /// <summary>The names whose entry says that they may lead to a private network.</summary>
    public static IReadOnlyList<string> Private { get; } =
    [
        "private-mark.ssrf.example", "private-mark-loopback.ssrf.example", "private-mark-metadata.ssrf.example", "private-mark-metadata6.ssrf.example",
        "private-mark-compatible.ssrf.example",
    ];

    /// <summary>The entries of the second sandbox: none that the first has.</summary>
    public static IReadOnlyList<string> NeighbourListed { get; } = [".neighbour.example"];

    private const string Resolver = "dns_nameservers";

    /// <summary>The same policy with another resolver.</summary>
    public static string WithResolver(string squidConf, string address) =>
        string.Join('\n', squidConf.TrimEnd('\n').Split('\n').Where(line => !IsResolver(line)))
        + $"\n{Resolver} {address}\n";

    private static bool IsResolver(string line) => line.TrimStart().StartsWith(Resolver, StringComparison.Ordinal);
}
