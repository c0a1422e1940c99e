using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest.Denials;

/// <summary>A host that was refused on a port, and how often.</summary>
public sealed class Denial(string host, AllowedPorts port)
{
    /// <summary>The host.</summary>
    public string Host { get; } = host;

    /// <summary>The port.</summary>
    public AllowedPorts Port { get; } = port;

    /// <summary>How often.</summary>
    public long Count { get; private set; }

    /// <summary>The first time.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The last time.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port.Number()}";

    /// <summary>Counts one more.</summary>
    public void Add(DateTimeOffset time)
    {
        Count++;
        First = time < First ? time : First;
        Last = time > Last ? time : Last;
    }
}
