using System.Text.Json;
using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Ssh;
using AiSandbox.Policy;
using AiSandbox.Verification;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>
/// The folder of one verification sandbox: what compose.yaml mounts. The policy and the SSH configuration are copies of
/// the user's as they lie there; keys, identity and work are its own.
/// </summary>
/// <param name="Root">The folder.</param>
internal sealed record VerificationFolder(string Root)
{
    /// <summary>What the engine mounts as configs/.</summary>
    public string Configs => Path.Combine(Root, "configs");

    /// <summary>The compose file.</summary>
    public string Compose => Path.Combine(Root, "compose.yaml");

    /// <summary>What is mounted besides.</summary>
    public string Mounts => Path.Combine(Root, VerificationPlan.MountsFile);

    /// <summary>What of it lies where, from <see cref="Root"/>, and is not to be read or written inside.</summary>
    private static readonly string[] Kept = ["beside/note", "projects/covered/.env", "projects/covered/secrets/key"];

    /// <summary>What is mounted besides, as Compose reads it with the variables of the run.</summary>
    public static IReadOnlyList<(string Source, string Target)> MountsOf { get; } =
    [
        ("${SANDBOX_CONFIG}/../beside", "/mnt/beside"),
        ("${SANDBOX_CONFIG}/hidden/file", "/root/workspace/covered/.env"),
        ("${SANDBOX_CONFIG}/hidden/folder", "/root/workspace/covered/secrets"),
    ];

    /// <summary>What is added to it for a service.</summary>
    public string Services => Path.Combine(Root, VerificationPlan.ServicesFile);

    /// <summary>The workspace's mount.</summary>
    public string Projects => Path.Combine(Root, "projects");

    /// <summary>The settings of the workspace: none.</summary>
    public string WorkspaceEnv => Path.Combine(Root, "workspace.env");

    /// <summary>What is listed, as the proxy reads it.</summary>
    public IReadOnlyList<string> Listed => File.ReadAllLines(Path.Combine(Configs, "proxy", "allowed-443"));

    private string Authorities => Path.Combine(Configs, "certificates", "workspace.crt");

    private SshFiles Ssh => new(Configs);

    // Signs like the user's, as somebody who is nobody.
    private static string Identity { get; } = $"""
        [user]
        	name = Verify
        	email = verify@ai-sandbox.invalid
        	signingkey = {WorkspacePaths.SigningKey}
        [gpg]
        	format = ssh

        """;

    /// <summary>Writes everything anew.</summary>
    /// <param name="plan">What it is made of.</param>
    /// <param name="keys">Key pairs of its own, by <see cref="KeysOf"/>.</param>
    public void Prepare(VerificationPlan plan, IReadOnlyDictionary<string, KeyPair> keys)
    {
        Remove();
        Directory.CreateDirectory(Projects);
        Configure(VerificationPlan.SquidFile, plan.Squid);
        Configure(VerificationPlan.GuardFile, plan.Guard);
        FileStore.Write(SandboxConfig.UpstreamFile(Configs), ""); // the simulated internet has no proxy above it
        FileStore.Write(Compose, plan.Compose);
        FileStore.Write(Mounts, plan.Mounts);
        foreach (var file in Kept)
            FileStore.Write(Path.Combine(Root, file), "of the host\n");
        FileStore.Write(Path.Combine(Configs, "hidden", "file"), "");
        FileStore.CreatePublicFolder(Path.Combine(Configs, "hidden", "folder"));
        FileStore.Write(Services, plan.Services);
        FileStore.Write(ServicesFile.NamesIn(Configs), ServicesFile.Names(VerificationPolicy.Services));
        List(plan.Listed);
        HoldKeys(plan.Gateway);
        FileStore.Write(Authorities, "");
        ResolverFile.Write(Configs);
        FileStore.Write(WorkspaceEnv, "");
        FileStore.Write(Ssh.GitConfig, Identity);
        FileStore.CreatePrivateFolder(Ssh.Folder);
        FileStore.Write(Ssh.Config, plan.Ssh);
        FileStore.CreatePrivateFolder(Ssh.KeyFolder);
        foreach (var (name, pair) in keys)
            new KeyFiles(Ssh.KeyFolder, Ssh.Folder, name).WriteNew(pair);
    }

    // The file is the user's own, or a mutation of it: whom it names is read out of it.
    private void HoldKeys(string gateway)
    {
        var folder = Path.Combine(Configs, "gateway");
        FileStore.CreatePrivateFolder(Path.Combine(folder, "keys"));
        FileStore.Write(Path.Combine(folder, VerificationPlan.GatewayFile), gateway, FileStore.Private);
        using var vendors = JsonDocument.Parse(gateway);
        var names = vendors.RootElement.GetProperty("vendors").EnumerateArray().Select(vendor => vendor.GetProperty("name").GetString()!).ToList();
        foreach (var name in names)
            FileStore.Write(Path.Combine(folder, "keys", name), VerificationPolicy.Key, FileStore.Private);
        foreach (var (file, text) in HeldKeys.Lists([.. names.Select(VerificationPolicy.VendorAt)]))
            Configure(file, text);
        FileStore.Write(Path.Combine(Configs, "allowed", "gitconfig"), HeldKeys.GitConfig(VerificationPolicy.GitHosts, VerificationPolicy.Repositories));
    }

    /// <summary>The names of the keys that there are to be. A host that has one of its own is shown no other.</summary>
    public static IEnumerable<string> KeysOf(VerificationPlan plan) =>
        [KeyFiles.PrivateKeyName, KeyFiles.SigningKeyName, .. KeyHost.Named(plan.Ssh).Select(host => KeyFiles.NameFor(host))];

    /// <summary>Writes one of the files that guard and proxy read.</summary>
    public void Configure(string file, string text) => FileStore.Write(Path.Combine(Configs, "proxy", file), text);

    /// <summary>Writes the list. A running proxy takes it over when it is told to.</summary>
    public void List(IReadOnlyList<string> listed)
    {
        var text = Lines(listed);
        ProxyListFiles.Write(Configs, new ProxyLists(text, text, Lines(VerificationPolicy.Private)));
    }

    private static string Lines(IEnumerable<string> entries) => string.Concat(entries.Select(entry => entry + "\n"));

    /// <summary>Hands the workspace what it needs to trust the simulated internet.</summary>
    /// <param name="authority">The certificate of its authority.</param>
    /// <param name="hostKey">The line of its SSH server's public key.</param>
    /// <param name="names">The host names that it answers for.</param>
    public void Trust(string authority, string hostKey, IEnumerable<string> names)
    {
        FileStore.Write(Path.Combine(Projects, "ca.crt"), authority);
        FileStore.Write(Authorities, authority);
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
