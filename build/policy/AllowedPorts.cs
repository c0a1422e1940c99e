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
