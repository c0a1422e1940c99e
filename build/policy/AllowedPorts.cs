namespace AiSandbox.Policy;

/// <summary>The ports that the proxy passes on at all, as an entry names them.</summary>
[Flags]
public enum AllowedPorts
{
    /// <summary>No port.</summary>
    None = 0,

    /// <summary>443, HTTPS.</summary>
    Https = 1,

    /// <summary>22, SSH.</summary>
    Ssh = 2,

    /// <summary>443 and 22: what an entry without a port means.</summary>
    Both = Https | Ssh,
}

/// <summary>Ports as entries name them, and as numbers.</summary>
internal static class PortNumbers
{
    /// <summary>The port with a number; none where it is neither 443 nor 22.</summary>
    public static AllowedPorts Of(int number) => number switch { 443 => AllowedPorts.Https, 22 => AllowedPorts.Ssh, _ => AllowedPorts.None };

    /// <summary>The port of that word.</summary>
    public static AllowedPorts Of(string word) => word switch { "443" => AllowedPorts.Https, "22" => AllowedPorts.Ssh, _ => AllowedPorts.None };

    /// <summary>The number of a port; 443 where it is not 22 alone.</summary>
    public static int Number(this AllowedPorts port) => port == AllowedPorts.Ssh ? 22 : 443;
}
