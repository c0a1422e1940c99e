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

    /// <summary>Where ssh looks for a private key. It finds the public half beside it, and asks <see cref="Agent"/> for that one.</summary>
    public const string PrivateKey = $"{Ssh}/{KeyFiles.PrivateKeyName}";

    /// <summary>The public key that names the key that signs.</summary>
    public const string SigningKey = $"{Ssh}/{KeyFiles.SigningKeyName}.pub";

    /// <summary>The socket of the keys, as compose.yaml mounts it.</summary>
    public const string Agent = "/run/keys/agent.sock";

    /// <summary>The pinned host keys.</summary>
    public const string KnownHosts = $"{Ssh}/{SshFiles.KnownHostsName}";

    /// <summary>The host keys that the user pins on the host.</summary>
    public const string PinnedByUser = $"{Ssh}/{SshFiles.OwnKnownHostsName}";

    /// <summary>Host keys that the user adds inside; on the volume, so it stays.</summary>
    public const string OwnKnownHosts = "/root/.ssh/known_hosts";

    /// <summary>Whose signatures git accepts.</summary>
    public const string AllowedSigners = $"{Ssh}/{SshFiles.AllowedSignersName}";

    /// <summary>The proxy, as host and port.</summary>
    public const string Proxy = "proxy:3128";
}
