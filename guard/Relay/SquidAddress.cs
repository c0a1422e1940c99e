using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AiSandbox.Guard.Relay;

/// <summary>
/// Where Squid is. Its name is looked up at the start and after a failure, not for each request: by one lookup at a time,
/// whoever waits for it.
/// </summary>
public sealed class SquidAddress
{
    private readonly Lock _updating = new();
    private readonly string _host;
    private readonly int _port;
    private volatile IPEndPoint? _known;
    private Task<IPEndPoint>? _lookup;

    /// <summary>Takes host and port.</summary>
    /// <param name="text">As the configuration says it.</param>
    public SquidAddress(string text)
    {
        var colon = text.LastIndexOf(':');
        _host = text[..colon];
        _port = int.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>The address.</summary>
    /// <param name="cancellation">Ends the wait for a lookup, not the lookup.</param>
    /// <exception cref="SocketException">The name has no address at this time.</exception>
    public async ValueTask<IPEndPoint> GetAsync(CancellationToken cancellation)
    {
        if (_known is { } known)
            return known;

        Task<IPEndPoint> lookup;
        lock (_updating)
        {
            if (_lookup is null || _lookup.IsCompleted)
                _lookup = LookUpAsync();
            lookup = _lookup;
        }

        return await lookup.WaitAsync(cancellation);
    }

    /// <summary>Forgets an address that could not be connected to.</summary>
    /// <param name="address">The address.</param>
    public void Forget(IPEndPoint address)
    {
        lock (_updating)
        {
            if (ReferenceEquals(_known, address))
                _known = null;
        }
    }

    private async Task<IPEndPoint> LookUpAsync()
    {
        var addresses = await Dns.GetHostAddressesAsync(_host);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);

        var address = new IPEndPoint(addresses[0], _port);
        _known = address;
        return address;
    }
}
