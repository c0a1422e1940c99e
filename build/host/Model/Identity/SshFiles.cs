using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Model.Identity;

/// <summary>What PrepareSsh renders, by absolute path on the host.</summary>
/// <param name="Configs">The folder <c>configs/</c>.</param>
public sealed record SshFiles(string Configs)
{
    /// <summary>The file name of the SSH configuration.</summary>
    public const string ConfigName = "config";

    /// <summary>The file name of the pinned host keys.</summary>
    public const string KnownHostsName = "known_hosts";

    /// <summary>The file name of the host keys that the user pins.</summary>
    public const string OwnKnownHostsName = $"{KnownHostsName}.own";

    /// <summary>The file name of the list of signers.</summary>
    public const string AllowedSignersName = "allowed_signers";

    /// <summary>The names and patterns that a file of host keys begins its lines with.</summary>
    public static IEnumerable<string> HostsIn(string knownHosts) =>
        knownHosts.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#').SelectMany(line => line.Split(' ')[0].Split(','));

    /// <summary>The folder that the workspace sees: configuration, host keys, public halves.</summary>
    public string Folder => Path.Combine(Configs, ".ssh");

    /// <summary>The folder of the private keys, which the container <c>keys</c> alone sees.</summary>
    public string KeyFolder => Path.Combine(Configs, "keys");

    /// <summary>The pair that signs commits and tags.</summary>
    public KeyFiles SigningKey => new(KeyFolder, Folder, KeyFiles.SigningKeyName);

    /// <summary>The pair that logs in.</summary>
    /// <param name="host">The host that it is for alone; <see langword="null"/> for the pair of all others.</param>
    public KeyFiles Login(string? host = null) => new(KeyFolder, Folder, KeyFiles.NameFor(host));

    /// <summary>The SSH configuration.</summary>
    public string Config => Path.Combine(Folder, ConfigName);

    /// <summary>The pinned host keys.</summary>
    public string KnownHosts => Path.Combine(Folder, KnownHostsName);

    /// <summary>The host keys that the user pins; <c>keys</c> binds to these too, so they are none of the workspace's.</summary>
    public string OwnKnownHosts => Path.Combine(Folder, OwnKnownHostsName);

    /// <summary>Whose signatures git accepts.</summary>
    public string AllowedSigners => Path.Combine(Folder, AllowedSignersName);

    /// <summary>The git configuration.</summary>
    public string GitConfig => Path.Combine(Configs, ".gitconfig");

    /// <summary>The SHA-256 of all that the container <c>keys</c> reads once, when it starts.</summary>
    public string HashOfKeys() => FileStore.HashOf(KeyFolder, KnownHosts, OwnKnownHosts);
}
