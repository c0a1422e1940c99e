using AiSandbox.Host.Adapters.Files;
using AiSandbox.Host.Adapters.Ssh;
using AiSandbox.Host.Services.Ssh;

namespace AiSandbox.Host.Services.Verification.Sandboxes;

/// <summary>
/// The folder of one verification sandbox: what compose.yaml mounts. The policy and the SSH configuration are copies of
/// the user's as they lie there; key, identity and work are its own.
/// </summary>
/// <param name="Root">The folder.</param>
internal sealed record VerificationFolder(string Root)
{
    /// <summary>What the engine mounts as configs/.</summary>
    public string Configs => Path.Combine(Root, "configs");

    /// <summary>The workspace's mount.</summary>
    public string Projects => Path.Combine(Root, "projects");

    /// <summary>The settings of the workspace: none.</summary>
    public string WorkspaceEnv => Path.Combine(Root, "workspace.env");

    private SshFiles Ssh => new(Configs);

    /// <summary>Writes everything anew.</summary>
    /// <param name="squidConf">The policy.</param>
    /// <param name="sshConfig">SSH's configuration.</param>
    /// <param name="key">A key pair of its own.</param>
    public void Prepare(string squidConf, string sshConfig, KeyPair key)
    {
        Remove();
        Directory.CreateDirectory(Projects);
        var proxy = Path.Combine(Configs, "proxy");
        var listed = string.Concat(VerificationPolicy.Listed.Select(entry => entry + "\n"));
        FileStore.Write(Path.Combine(proxy, "squid.conf"), squidConf);
        FileStore.Write(Path.Combine(proxy, "allowed-443"), listed);
        FileStore.Write(Path.Combine(proxy, "allowed-22"), listed);
        FileStore.Write(Path.Combine(proxy, "allowed-private"), "");
        FileStore.Write(WorkspaceEnv, "");
        FileStore.Write(Ssh.GitConfig, "");
        FileStore.CreatePrivateFolder(Ssh.Folder);
        FileStore.Write(Ssh.Config, sshConfig);
        new KeyFiles(Ssh.Folder).WriteNew(key);
    }

    /// <summary>Hands the workspace what it needs to trust the simulated internet.</summary>
    /// <param name="authority">The certificate of its authority.</param>
    /// <param name="hostKey">The line of its SSH server's public key.</param>
    /// <param name="names">The host names that it answers for.</param>
    public void Trust(string authority, string hostKey, IEnumerable<string> names)
    {
        FileStore.Write(Path.Combine(Projects, "ca.crt"), authority);
        var words = hostKey.Trim().Split(' ');
        FileStore.Write(Ssh.KnownHosts, string.Concat(names.Select(name => $"{name} {words[0]} {words[1]}\n")));
    }

    /// <summary>Removes it.</summary>
    public void Remove()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
