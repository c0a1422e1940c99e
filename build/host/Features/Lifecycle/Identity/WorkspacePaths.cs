using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>
/// Where the workspace finds what is rendered here. Its start makes copies there, with owner and mode as ssh wants them
/// (images/workspace/bin/sandbox-identity); images/workspace/etc refers to the same paths.
/// </summary>
public static class WorkspacePaths
{
    /// <summary>The folder of SSH configuration and keys.</summary>
    public const string Ssh = "/etc/ai-sandbox/ssh";

    /// <summary>The private key.</summary>
    public const string PrivateKey = $"{Ssh}/{KeyFiles.PrivateKeyName}";

    /// <summary>The public key, which names the key that signs.</summary>
    public const string PublicKey = $"{Ssh}/{KeyFiles.PublicKeyName}";

    /// <summary>The pinned host keys.</summary>
    public const string KnownHosts = $"{Ssh}/{SshFiles.KnownHostsName}";

    /// <summary>Host keys that the user adds inside; on the volume, so it stays.</summary>
    public const string OwnKnownHosts = "/root/.ssh/known_hosts";

    /// <summary>Whose signatures git accepts.</summary>
    public const string AllowedSigners = $"{Ssh}/{SshFiles.AllowedSignersName}";

    /// <summary>The proxy, as host and port.</summary>
    public const string Proxy = "proxy:3128";
}
