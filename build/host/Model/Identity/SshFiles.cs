namespace AiSandbox.Host.Model.Identity;

/// <summary>What PrepareSsh renders, by absolute path on the host.</summary>
/// <param name="Configs">The folder <c>configs/</c>.</param>
public sealed record SshFiles(string Configs)
{
    /// <summary>The file name of the SSH configuration.</summary>
    public const string ConfigName = "config";

    /// <summary>The file name of the pinned host keys.</summary>
    public const string KnownHostsName = "known_hosts";

    /// <summary>The file name of the list of signers.</summary>
    public const string AllowedSignersName = "allowed_signers";

    /// <summary>The folder that is mounted.</summary>
    public string Folder => Path.Combine(Configs, ".ssh");

    /// <summary>The SSH configuration.</summary>
    public string Config => Path.Combine(Folder, ConfigName);

    /// <summary>The pinned host keys.</summary>
    public string KnownHosts => Path.Combine(Folder, KnownHostsName);

    /// <summary>Whose signatures git accepts.</summary>
    public string AllowedSigners => Path.Combine(Folder, AllowedSignersName);

    /// <summary>The git configuration.</summary>
    public string GitConfig => Path.Combine(Configs, ".gitconfig");
}
