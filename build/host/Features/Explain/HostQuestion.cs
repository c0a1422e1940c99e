using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Explain;

/// <summary>What Explain was asked: a host, and the ports on it.</summary>
/// <param name="Host">The host in canonical form; as it was given where it is no name.</param>
/// <param name="Ports">The ports: that which was named, or both that can pass.</param>
/// <param name="Refusal">Why it can never be allowed, whatever the list says; mostly <see langword="null"/>.</param>
public sealed record HostQuestion(string Host, IReadOnlyList<int> Ports, string? Refusal)
{
    /// <summary>Reads the question: a host, a host and a port, or a URL as it is copied from somewhere.</summary>
    /// <exception cref="UsageException">There is none, or a blank in it.</exception>
    public static HostQuestion Read(HostOptions options)
    {
        var example = $"{options.CommandFor("Explain")} {Option.Host}=registry.example.org:443";
        if (options.Line.Site is not { } site)
            throw new UsageException($"Explain needs a host: {example}");
        if (site is ['@', ..])
            throw new UsageException($"{site} is a preset, and Explain takes one host: {example}");
        if (site.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw new UsageException($"{site}: Explain takes one host, without blanks: {example}");

        var (word, port) = SplitPort(site);
        var name = NameReader.Read(word);
        var implied = (name.PortInName == AllowedPorts.None ? name.PortOfScheme : name.PortInName) switch
        {
            AllowedPorts.Https => 443,
            AllowedPorts.Ssh => 22,
            _ => (int?)null,
        };

        return new HostQuestion(
            name.IsRefused ? word : name.Name,
            (port ?? implied) is { } named ? [named] : [443, 22],
            name.Complaints.FirstOrDefault(complaint => complaint.IsFatal) is { } fatal ? $"{fatal.RuleId}: {fatal.Why}" : null);
    }

    // Any port is a fair question, also one that never passes. A colon before it is part of an IPv6 address or of a URL.
    private static (string Word, int? Port) SplitPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && !text[..colon].Contains(':', StringComparison.Ordinal)
            && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536
                ? (text[..colon], port)
                : (text, null);
    }
}
