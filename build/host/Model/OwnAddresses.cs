using System.Net;
using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Model;

/// <summary>
/// The addresses of this machine and of the engine's, which no listed name may lead to, whatever they look like: what listens there
/// is meant for the machine itself.
/// </summary>
public sealed partial class OwnAddresses(DockerCli docker, SandboxConfig config)
{
    /// <summary>How the line of squid.conf begins that has them: they change, and say nothing of the policy.</summary>
    public const string Line = "acl own_dst dst 0.0.0.0/32";

    /// <summary>Those of this machine, as it knows them without an engine.</summary>
    public static IReadOnlyList<string> Here() => Sorted(NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Select(address => address.Address));

    /// <summary>Those that a squid.conf has; those of this machine where it knows of none.</summary>
    public static IReadOnlyList<string> In(string squidConf) =>
        Lines(squidConf).FirstOrDefault(IsOwn) is { } line ? line[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) : Here();

    /// <summary>Renders the policy with what is there now. A running proxy takes it over when it is told to.</summary>
    /// <returns>Whether it is another one.</returns>
    public async Task<bool> ForbidAsync(Sandbox sandbox, CancellationToken cancellation) => config.RenderPolicy(
        sandbox, await ReadAsync(sandbox.Name, PrivateRanges(config.PolicyOf(sandbox, [])), cancellation));

    /// <summary>A squid.conf without them, to compare one policy with another.</summary>
    public static string Without(string squidConf) => string.Join('\n', Lines(squidConf).Where(line => !IsOwn(line)));

    /// <summary>Whether a line of a squid.conf is the one that has them.</summary>
    public static bool IsOwn(string line) => line.StartsWith(Line, StringComparison.Ordinal);

    /// <summary>
    /// Those of this machine and of the one that the engine runs on, and the networks of the engine's bridges that look public: all that
    /// stands on them is on that machine.
    /// </summary>
    /// <param name="name">The sandbox, whose image has a program that looks.</param>
    /// <param name="known">The ranges that the policy calls private: no network in them needs naming.</param>
    /// <param name="cancellation">Ends it.</param>
    private async Task<IReadOnlyList<string>> ReadAsync(SandboxName name, IReadOnlyCollection<IPNetwork> known, CancellationToken cancellation)
    {
        var seen = docker.RunAsync(
            ["run", "--rm", "--network", "host", "--log-driver", "none", "--label", $"{SandboxLabels.Sandbox}={name}", "--cap-drop", "ALL",
             "--security-opt", "no-new-privileges", "--read-only", "--entrypoint", "ip", $"{name}-proxy", "-oneline", "address", "show"],
            cancellation);
        var bridges = await docker.ListAsync(["network", "ls", "--quiet", "--filter", "driver=bridge"], cancellation);
        // Networks of others come and go while they are listed, so one that is gone by now is no failure.
        var subnets = await docker.TryAsync(
            ["network", "inspect", "--format", "{{range .IPAM.Config}}{{.Subnet}} {{end}}", .. bridges], cancellation);
        return All(Here(), (await seen).Output, Networks(subnets.Output, known));
    }

    /// <summary>All of them, each once.</summary>
    /// <param name="here">This machine's.</param>
    /// <param name="shown">What <c>ip -oneline address show</c> prints on the engine's.</param>
    /// <param name="networks">The engine's networks that look public.</param>
    internal static IReadOnlyList<string> All(IEnumerable<string> here, string shown, IReadOnlyList<IPNetwork> networks)
    {
        var engine = Shown().Matches(shown).Select(match => match.Groups["address"].Value);
        return [.. Sorted(engine.Concat(here).Select(IPAddress.Parse), networks), .. networks.Select(network => $"{network}")];
    }

    /// <summary>The networks of the engine that Squid would take for public, none within another.</summary>
    internal static IReadOnlyList<IPNetwork> Networks(string subnets, IReadOnlyCollection<IPNetwork> known)
    {
        var all = subnets.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Where(subnet => IPNetwork.TryParse(subnet, out _)).Select(subnet => IPNetwork.Parse(subnet))
            .Where(network => !known.Any(range => Contains(range, network))).Distinct().ToList();

        return [.. all.Where(network => !all.Any(other => other != network && Contains(other, network)))
            .OrderBy(network => network.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The ranges that a squid.conf calls private.</summary>
    internal static IReadOnlyList<IPNetwork> PrivateRanges(string squidConf) =>
        [.. Lines(squidConf).Where(line => line.StartsWith("acl private", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[3..])
            .Where(range => IPNetwork.TryParse(range, out _)).Select(range => IPNetwork.Parse(range))];

    private static string[] Lines(string squidConf) => squidConf.ReplaceLineEndings("\n").Split('\n');

    // Squid warns of an address twice, and of one in a network that it has as well. What never_dst has of it is left out.
    private static List<string> Sorted(IEnumerable<IPAddress> addresses, IReadOnlyCollection<IPNetwork>? networks = null) =>
        [.. addresses
            .Select(address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes()))
            .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && networks?.Any(network => network.Contains(address)) is not true)
            .Select(address => address.ToString())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static bool Contains(IPNetwork outer, IPNetwork inner) =>
        outer.BaseAddress.AddressFamily == inner.BaseAddress.AddressFamily && outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    [GeneratedRegex(@"\binet6? (?<address>[0-9a-f.:]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shown();
}
