using System.Text.RegularExpressions;

namespace AiSandbox.Verification.Catalogue;

/// <summary>
/// What a case leaves open until it runs, written <c>@{name}</c>: addresses of the run, and shared programs.
/// </summary>
public static partial class Placeholders
{
    /// <summary>The address that canaries stand at.</summary>
    public const string Internet = "internet";

    /// <summary>The address of the public network that stands for the machine's own.</summary>
    public const string Own = "own";

    /// <summary>The proxy's address on the public network.</summary>
    public const string ProxyPublic = "proxy-public";

    /// <summary>The guard's address on the private network.</summary>
    public const string Guard = "guard";

    /// <summary>The gateway's address on the private network.</summary>
    public const string Gateway = "gateway";

    /// <summary>The address of the other sandbox's gateway.</summary>
    public const string NeighbourGateway = "neighbour-gateway";

    /// <summary>The guard's address on the network that it shares with the proxy.</summary>
    public const string GuardTransit = "guard-transit";

    /// <summary>The proxy's address on the network that it shares with the guard.</summary>
    public const string ProxyTransit = "proxy-transit";

    /// <summary>The workspace's own address.</summary>
    public const string Workspace = "workspace";

    /// <summary>The address of the other sandbox's workspace.</summary>
    public const string NeighbourWorkspace = "neighbour-workspace";

    /// <summary>The private address of the other sandbox's guard.</summary>
    public const string NeighbourGuard = "neighbour-guard";

    /// <summary>The first address of the private network: where an engine's bridge would stand.</summary>
    public const string Bridge = "bridge";

    /// <summary>The host's folder that has what is mounted: configs/ and projects/.</summary>
    public const string Folder = "folder";

    /// <summary>The gate's network namespace, as <c>readlink /proc/self/ns/net</c> names it in the gate.</summary>
    public const string GateNetwork = "gate-network";

    /// <summary>The networks that the container of the keys is on, separated by commas.</summary>
    public const string KeysNetworks = "keys-networks";

    /// <summary>Where a key stands in what the engine tells of containers and images; <c>nowhere</c>, where it was looked for.</summary>
    public const string KeysInspected = "keys-inspected";

    /// <summary>A word that no other case and no other run has: a label for a host name, a name for a folder.</summary>
    public const string Marker = "marker";

    /// <summary>The placeholders that a run fills in.</summary>
    public static IReadOnlyCollection<string> Known { get; } =
    [
        Internet, Own, Folder, Bridge, Workspace, Guard, GuardTransit, ProxyTransit, ProxyPublic, NeighbourWorkspace, NeighbourGuard, Gateway, NeighbourGateway, GateNetwork, KeysNetworks, KeysInspected, Marker,
    ];

    /// <summary>Whether a run fills in a placeholder of this name.</summary>
    public static bool IsKnown(string name) => Known.Contains(name, StringComparer.Ordinal);

    /// <summary>The names of the placeholders in a text.</summary>
    public static IEnumerable<string> In(string text) =>
        Placeholder().Matches(text).Select(match => match.Groups["name"].Value);

    /// <summary>A text with its placeholders filled in; those without a value stay.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(
        text, match => values.TryGetValue(match.Groups["name"].Value, out var value) ? value : match.Value);

    /// <summary>A case with its placeholders filled in.</summary>
    public static VerificationCase Fill(VerificationCase test, IReadOnlyDictionary<string, string> values)
    {
        return test with
        {
            Run = All(test.Run),
            Expect = test.Expect with { Output = Text(test.Expect.Output), Error = Text(test.Expect.Error) },
            Proxy = [.. test.Proxy.Select(line => line with { Host = One(line.Host) })],
            Internet = [.. test.Internet.Select(arrival => arrival with { Name = One(arrival.Name) })],
        };

        string? One(string? text) => text is null ? null : Fill(text, values);
        IReadOnlyList<string> All(IEnumerable<string> texts) => [.. texts.Select(text => Fill(text, values))];
        TextExpectation Text(TextExpectation text) => new(All(text.Contains), All(text.Matches), All(text.Lacks));
    }

    [GeneratedRegex(@"@\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
