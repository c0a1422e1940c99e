using System.Globalization;

namespace AiSandbox.Guard.Protocol;

/// <summary>Ports as text. The two that matter are not allocated again and again.</summary>
public static class PortText
{
    /// <summary>HTTPS.</summary>
    public const string Https = "443";

    /// <summary>SSH.</summary>
    public const string Ssh = "22";

    /// <summary>The text of a port.</summary>
    /// <param name="port">The port.</param>
    public static string Of(int port) => port switch
    {
        443 => Https,
        22 => Ssh,
        _ => port.ToString(CultureInfo.InvariantCulture),
    };
}
