using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Forward;

/// <summary>A port of the workspace, and the one of this machine that shows it.</summary>
/// <param name="Inside">What a program in the workspace listens on.</param>
/// <param name="Outside">What this machine listens on.</param>
internal sealed record ForwardedPort(int Inside, int Outside)
{
    // The sandbox's own: names, the relay of what is dialled by name, the guard.
    private static readonly int[] Own = [53, 3127, 3128];

    private const int Lowest = 1024;

    /// <summary>Where a browser finds it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Outside}");

    /// <summary>Reads --port and --to.</summary>
    /// <exception cref="UsageException">They name no ports that can be shown.</exception>
    public static IReadOnlyList<ForwardedPort> Of(HostOptions options)
    {
        var named = options.Line.Value(Option.Port)
            ?? throw new UsageException($"Forward needs the port that a program in the workspace listens on: {options.CommandFor("Forward")} {Option.Port}=3000.");
        var inside = Read(Option.Port, named, Own);
        var outside = options.Line.Value(Option.To) is { } to ? Read(Option.To, to, []) : inside;
        if (outside.Count != inside.Count)
            throw new UsageException($"{Option.To} names {outside.Count} ports and {Option.Port} {inside.Count}: a port of this machine stands for one of the workspace.");

        return [.. inside.Zip(outside, (one, other) => new ForwardedPort(one, other))];
    }

    private static List<int> Read(OptionDefinition option, string text, int[] own)
    {
        var ports = new List<int>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < Lowest or > ushort.MaxValue)
                throw new UsageException($"{option}: '{word}' is not a port from {Lowest} to {ushort.MaxValue}.");
            if (own.Contains(port))
                throw new UsageException($"{option}: {port} is the sandbox's own.");
            if (ports.Contains(port))
                throw new UsageException($"{option}: {port} stands there twice.");
            ports.Add(port);
        }

        return ports;
    }
}
