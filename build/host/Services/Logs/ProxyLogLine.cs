using System.Text.Json;

namespace AiSandbox.Host.Services.Logs;

/// <summary>One line of the proxy's log (templates/squid.conf.liquid, logformat).</summary>
/// <param name="Time">Unix time in seconds.</param>
/// <param name="Method">The method; "-" where the request could not be read.</param>
/// <param name="Host">The host that was asked for.</param>
/// <param name="Port">The port that was asked for.</param>
/// <param name="Status">The status that the client got.</param>
/// <param name="In">Bytes from the client.</param>
/// <param name="Out">Bytes to the client.</param>
/// <param name="Ms">How long it took, in milliseconds.</param>
/// <param name="Reason">The rule that decided: listed, name, port, method, address, or "-".</param>
public sealed record ProxyLogLine(
    double Time, string Method, string Host, string Port, int Status, long In, long Out, long Ms, string Reason)
{
    /// <summary>When it was logged: at the end of the tunnel.</summary>
    public DateTimeOffset When => DateTimeOffset.FromUnixTimeMilliseconds((long)(Time * 1000));

    /// <summary>Whether a rule let it pass.</summary>
    public bool Allowed => Reason == "listed";

    /// <summary>Whether nothing was asked: a connection that was opened and closed.</summary>
    public bool IsEmpty => Status == 0 && Method == "-" && Host == "-";

    /// <summary>Reads a line.</summary>
    /// <returns><see langword="null"/> where it is none.</returns>
    public static ProxyLogLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ProxyLogLine>(line, StrictJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
