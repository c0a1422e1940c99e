using System.Globalization;
using AiSandbox.Policy;
using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Features.Watch;

/// <summary>
/// The denied host that a key would allow: the last one. What runs in the workspace chooses when a host comes up, so a key
/// counts only for one that has stood there long enough to be read.
/// </summary>
public sealed class Offer(TimeProvider time)
{
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(1);

    private long _since;

    /// <summary>The host alone, on the port that it was asked for, or is most likely wanted for; <see langword="null"/> where none was denied.</summary>
    public AllowlistEntry? Entry { get; private set; }

    /// <summary>The host and port as they are shown.</summary>
    public string Text => Entry is { } entry ? $"{entry.Name}:{entry.Ports.Number()}" : "";

    /// <summary>Whether it has stood there long enough.</summary>
    public bool CanBeTaken => Entry is not null && time.GetElapsedTime(_since) >= Reading;

    /// <summary>Looks at a denial.</summary>
    /// <returns>Whether it is on offer from now on, and was not before.</returns>
    public bool Take(ProxyEvent request)
    {
        if (EntryOf(request) is not { } entry || entry == Entry)
            return false;

        (Entry, _since) = (entry, time.GetTimestamp());
        return true;
    }

    /// <summary>Takes it off: it has been decided on.</summary>
    public void Clear() => Entry = null;

    // Only what is refused for want of a line, and a name as the list spells it: it comes from inside.
    private static AllowlistEntry? EntryOf(ProxyEvent request)
    {
        var ports = PortNumbers.Of(request.WantedPort);
        if (request.Reason != Reasons.Name || ports == AllowedPorts.None)
            return null;
        if (request.Host.AsSpan().IndexOfAnyExcept(NameRules.Characters) >= 0)
            return null;

        var name = NameReader.Read(request.Host.ToLower(CultureInfo.InvariantCulture));
        return name is { IsRefused: false, IsRewritten: false, IncludesSubdomains: false }
            ? new AllowlistEntry(name.Name, false, ports, false, false, null, null, File: "", 0)
            : null;
    }
}
