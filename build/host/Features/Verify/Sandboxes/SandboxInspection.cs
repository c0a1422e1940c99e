using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>What the engine says of a running sandbox.</summary>
internal static class SandboxInspection
{
    private const string Format =
        "{{.Config.Image}} {{.Image}}{{range $name, $end := .NetworkSettings.Networks}} {{$name}}={{$end.IPAddress}}={{$end.IPPrefixLen}}{{end}}";

    private const string Internet = "internet"; // it knows the gateway's, to say whether that came

    // The gateway's, and how a private one of OpenSSH's begins.
    private static readonly string[] KeyTexts = [VerificationPolicy.Key, "b3BlbnNzaC1rZXktdjEA"];

    /// <summary>Reads it.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="project">The sandbox's name.</param>
    /// <param name="containers">Its containers by service.</param>
    /// <param name="live">Whether it is the user's.</param>
    /// <param name="policy">The hash of its policy.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What it is made of, and the values of the placeholders that are addresses.</returns>
    public static async Task<(SandboxFacts Facts, Dictionary<string, string> Addresses)> ReadAsync(
        DockerCli docker, string project, IReadOnlyDictionary<string, string> containers, bool live, string policy, CancellationToken cancellation)
    {
        var engine = await docker.RunAsync(["version", "--format", "{{.Server.Version}}"], cancellation);
        var gateNetwork = await docker.RunAsync(["exec", containers["gate"], "readlink", "/proc/self/ns/net"], cancellation);
        var inspected = await docker.RunAsync(["inspect", "--format", Format, .. containers.Values], cancellation);
        var lines = inspected.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var seen = containers.Keys.Zip(lines, (service, line) => (Service: service, Words: line.Trim().Split(' '))).ToList();
        var ends = seen
            .SelectMany(one => one.Words.Skip(2).Where(word => word.StartsWith($"{project}_", StringComparison.Ordinal)).Select(word => (one.Service, Parts: word.Split('='))))
            .ToDictionary(end => $"{end.Service}@{end.Parts[0][(project.Length + 1)..]}", end => end.Parts, StringComparer.Ordinal);
        var inside = ends["gate@private"];

        var addresses = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Placeholders.Bridge] = First(inside[1], int.Parse(inside[2], CultureInfo.InvariantCulture)),
            [Placeholders.GateNetwork] = gateNetwork.Output.Trim(),
            [Placeholders.KeysNetworks] = string.Join(',', seen.Where(one => one.Service is "keys").SelectMany(one => one.Words.Skip(2)).Select(word => word.Split('=')[0])),
            [Placeholders.KeysInspected] = await KeysAsync(docker, [.. containers.Where(one => one.Key is not Internet).Select(one => one.Value), .. seen.Select(one => one.Words[1]).Distinct(StringComparer.Ordinal)], cancellation),
            [Placeholders.Workspace] = inside[1],
            [Placeholders.Guard] = ends["guard@private"][1],
            [Placeholders.GuardTransit] = ends["guard@transit"][1],
            [Placeholders.ProxyTransit] = ends["proxy@transit"][1],
            [Placeholders.ProxyPublic] = ends["proxy@public"][1],
        };
        if (ends.TryGetValue("gateway@private", out var gateway)) // a user's sandbox may have none
            addresses[Placeholders.Gateway] = gateway[1];

        return (
            new SandboxFacts(
                project,
                live,
                $"Docker Engine {engine.Output.Trim()}",
                seen.ToDictionary(one => one.Service, one => string.Join(' ', one.Words.Take(2)), StringComparer.Ordinal),
                policy),
            addresses);
    }

    // Whoever may ask the engine reads it: variables, commands, labels, and the history of images.
    private static async Task<string> KeysAsync(DockerCli docker, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var found = new List<string>();
        var isRead = false;
        foreach (var id in ids)
        {
            var all = (await docker.RunAsync(["inspect", id], cancellation)).Output;
            isRead |= all.Contains("/run/host/keys", StringComparison.Ordinal); // where they are mounted
            if (KeyTexts.Any(key => all.Contains(key, StringComparison.Ordinal)))
                found.Add(id[..12]);
        }

        return !isRead ? "nothing was read" : found.Count > 0 ? string.Join(' ', found) : "nowhere";
    }

    /// <summary>Where an engine puts its bridge: at the first address of a network, of which ours use the next few.</summary>
    /// <param name="address">Another address of the network.</param>
    /// <param name="prefix">How many bits all of them share.</param>
    internal static string First(string address, int prefix)
    {
        var own = BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(address).GetAddressBytes());
        var first = (own & (uint.MaxValue << (32 - prefix))) + 1;
        return new IPAddress([(byte)(first >> 24), (byte)(first >> 16), (byte)(first >> 8), (byte)first]).ToString();
    }
}
