using System.Collections.Concurrent;

namespace AiSandbox.Guard.Relay;

/// <summary>The open tunnels, for whatever ends them from outside: a changed list, a budget, silence, the guard's end.</summary>
public sealed class OpenTunnels
{
    private readonly ConcurrentDictionary<long, Tunnel> _tunnels = new();

    /// <summary>How many there are.</summary>
    public int Count => _tunnels.Count;

    /// <summary>Adds one.</summary>
    /// <param name="id">Its connection's number.</param>
    /// <param name="tunnel">The tunnel.</param>
    public void Add(long id, Tunnel tunnel) => _tunnels[id] = tunnel;

    /// <summary>Takes one out.</summary>
    /// <param name="id">Its connection's number.</param>
    public void Remove(long id) => _tunnels.TryRemove(id, out _);

    /// <summary>
    /// Cuts the tunnel that was silent for longest of those whose client has nothing more to send. Most such clients are
    /// gone altogether, and only the server's word is missing to tell.
    /// </summary>
    /// <param name="reason">Why.</param>
    public void CutMostSilentHalfClosed(string reason)
    {
        Tunnel? mostSilent = null;
        foreach (var (_, tunnel) in _tunnels)
        {
            if (tunnel.Clock.IsHalfClosed && (mostSilent is null || tunnel.Clock.LastByte < mostSilent.Clock.LastByte))
                mostSilent = tunnel;
        }

        mostSilent?.Cut(reason);
    }

    /// <summary>Cuts those that a rule gives a reason for.</summary>
    /// <param name="reasonOf">The rule: a reason, or null.</param>
    /// <returns>How many were cut.</returns>
    public int Cut(Func<Tunnel, string?> reasonOf)
    {
        var count = 0;
        foreach (var (_, tunnel) in _tunnels)
        {
            if (reasonOf(tunnel) is not { } reason)
                continue;
            tunnel.Cut(reason);
            count++;
        }

        return count;
    }
}
