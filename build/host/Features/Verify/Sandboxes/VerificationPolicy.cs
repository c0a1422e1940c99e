using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Vendors;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>
/// What Verify changes of a squid.conf to try it in a simulated internet: who answers for names, and which addresses are the
/// machine's own. All else stays.
/// </summary>
public static class VerificationPolicy
{
    /// <summary>
    /// The entries of the sandbox that is tried: two domains of the demo with all below them, a host alone, and a domain whose
    /// owner is the attacker.
    /// </summary>
    public static IReadOnlyList<string> Listed { get; } = [".google.com", ".github.com", "only.unlisted.example", ".ssrf.example", ".keyed.example"];

    /// <summary>The names whose entry says that they may lead to a private network.</summary>
    public static IReadOnlyList<string> Private { get; } =
    [
        "private-mark.ssrf.example", "private-mark-loopback.ssrf.example", "private-mark-metadata.ssrf.example", "private-mark-metadata6.ssrf.example",
        "private-mark-compatible.ssrf.example",
        "private-mark-own.ssrf.example",
    ];

    /// <summary>The key that the gateway holds. The simulated internet says whether it came; the workspace is searched for it.</summary>
    public const string Key = "canary-of-the-gateway-7f3a9c51e0b24d68";

    /// <summary>A service that somebody has taken: it has the workspace's programs, and its own user is root.</summary>
    public static IReadOnlyList<Service> Services { get; } =
    [
        new Service
        {
            Name = "service", Image = $"{Service.Project}-workspace", Entrypoint = ["python3", "-m", "http.server", "18432", "--bind", "127.0.0.1", "--directory", "/srv"], Volume = "/srv",
            Memory = "128m",
        },
    ];

    // One a case that something arrives for, so that their lines can be told apart. All are on the workspace's list, too.
    private static readonly string[] Models = ["allow", "headers", "stream", "reflect", "header", "redirect", "dead"];

    /// <summary>The vendors whose key the gateway holds: the product's own, at hosts of the simulated internet.</summary>
    /// <param name="vendors">The product's own.</param>
    public static IReadOnlyList<Vendor> Keyed(IReadOnlyList<Vendor> vendors)
    {
        return [.. Models.Select(name => At(name, "anthropic")), At("other", "openai"), At("third", "google"), .. GitHosts];

        Vendor At(string name, string like) => vendors.First(vendor => vendor.Name == like) with { Name = name, Url = UrlOf(name) };
    }

    /// <summary>One that keeps repositories.</summary>
    public static Vendor VendorAt(string name) => new(name, "", UrlOf(name), "Authorization", "{basic:x-access-token}", Vendor.Git);

    /// <summary>Those of <see cref="Repositories"/>.</summary>
    public static IReadOnlyList<Vendor> GitHosts => [VendorAt("git"), VendorAt("work")];

    private static Uri UrlOf(string name) => new($"https://{name}.keyed.example");

    /// <summary>The repositories that it has a token for.</summary>
    public static IReadOnlyList<Repository> Repositories { get; } = Repository.Parse("git.keyed.example/ai-sandbox/demo:read work.keyed.example/ai-sandbox/work");

    /// <summary>The entries of the second sandbox: none that the first has.</summary>
    public static IReadOnlyList<string> NeighbourListed { get; } = [".neighbour.example"];

    private const string Resolver = "dns_nameservers";

    /// <summary>The same policy in a simulated internet.</summary>
    /// <param name="squidConf">The policy.</param>
    /// <param name="resolver">The address that answers for names.</param>
    /// <param name="own">The address that stands for this machine's, where the policy has a line for those.</param>
    public static string In(string squidConf, string resolver, string own) =>
        string.Join('\n', squidConf.TrimEnd('\n').Split('\n').Where(line => !IsResolver(line))
            .Select(line => OwnAddresses.IsOwn(line) ? $"{OwnAddresses.Line} {own}" : line))
        + $"\n{Resolver} {resolver}\n";

    private static bool IsResolver(string line) => line.TrimStart().StartsWith(Resolver, StringComparison.Ordinal);
}
