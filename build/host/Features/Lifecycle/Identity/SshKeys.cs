using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>
/// The workspace's own way into git hosts: a key pair, SSH's configuration, pinned host keys, git's configuration.
/// </summary>
/// <param name="generators">The ssh-keygens there may be; the first that is available is used.</param>
public sealed class SshKeys(
    Checkout checkout, ConfigRenderer renderer, IHostGit git, IEnumerable<IKeyGenerator> generators)
{
    // A file without it is the user's own and stays as it is.
    private const string Mark = "# Rendered by ./build.sh --target=PrepareSsh.";

    private const string KnownHostsTemplate = "known_hosts.sbn";


    private readonly SshFiles _files = new(checkout.Configs);

    private readonly KeyFiles _keys = new(new SshFiles(checkout.Configs).Folder);

    /// <summary>Makes what is missing and renders the rest. A key that is there is never written again.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Cancels; no half of a pair stays that the next run could not repair.</param>
    /// <exception cref="SandboxException">The identity is not valid, or is missing and required; a public key stands
    /// there without its private one; no ssh-keygen is found and the key is required; ssh-keygen failed.</exception>
    public async Task<PreparedSsh> PrepareAsync(SshRequest request, CancellationToken cancellation)
    {
        var before = File.Exists(_files.GitConfig) ? await File.ReadAllTextAsync(_files.GitConfig, cancellation) : "";
        var identity = await new IdentityChoice(git, checkout.Root).ChooseAsync(request, before, cancellation);
        foreach (var name in KeyHost.In(_files.Folder).Prepend(null))
            new KeyFiles(_files.Folder, name).Narrow();
        var pairs = new KeyPairs(_files.Folder, generators);
        var state = await pairs.PrepareAsync(_keys, request, cancellation);
        var publicKey = state == KeyState.Pending ? null : PublicLine(_keys);
        var own = request.Host is { } host ? await PrepareHostAsync(pairs, host, request, cancellation) : null;

        RenderSsh();
        if (before.Length == 0 || request.HasIdentity || before.StartsWith(Mark, StringComparison.Ordinal))
            RenderGit(identity, publicKey is not null);
        FileStore.Write(_files.AllowedSigners, AllowedSigners.Render(identity, publicKey));

        return state == KeyState.Pending && request.Required
            ? throw new SandboxException(
                "There is no ssh-keygen on this machine, and the workspace image, which has one, is not built yet. "
                    + "All but the key pair is done; Build makes that too"
                    + (request.Host is null ? "." : $", and then this one for {request.Host}, once you say it again."),
                request.BuildCommand)
            : new PreparedSsh(
                state, publicKey, identity, [.. SshReport.Of(request, state, publicKey, identity, checkout.Show("configs/.ssh"), own)]);
    }

    /// <summary>
    /// Makes the key pair that had to wait for the workspace image. For Build, once it has made that image: does
    /// nothing, and starts nothing, where the pair is there.
    /// </summary>
    /// <returns>What it did, or <see langword="null"/> where there was nothing to do.</returns>
    public async Task<PreparedSsh?> CompleteAsync(SshRequest request, CancellationToken cancellation) =>
        _keys is { HasPrivateKey: true, HasPublicKey: true }
            ? null
            : await PrepareAsync(request with { Required = false }, cancellation);

    private async Task<HostKey?> PrepareHostAsync(KeyPairs pairs, string host, SshRequest request, CancellationToken cancellation)
    {
        var keys = new KeyFiles(_files.Folder, host);
        var state = await pairs.PrepareAsync(keys, request with { Comment = $"{request.Comment} {host}" }, cancellation);
        var isPinned = renderer.Render(KnownHostsTemplate, new { }).Split('\n')
            .Any(line => line.Split(' ')[0].Split(',').Contains(host, StringComparer.Ordinal));

        return state == KeyState.Pending ? null : new HostKey(host, state, PublicLine(keys), isPinned);
    }

    private static string PublicLine(KeyFiles keys) => PublicKeyLine.Check(keys.ReadPublicKey(), keys.PublicKey);

    private void RenderSsh()
    {
        renderer.RenderTo(_files.KnownHosts, KnownHostsTemplate, new { });
        renderer.RenderTo(_files.Config, "ssh_config.sbn", new
        {
            WorkspacePaths.Proxy,
            WorkspacePaths.PrivateKey,
            Hosts = KeyHost.In(_files.Folder),
            WorkspacePaths.KnownHosts,
            WorkspacePaths.OwnKnownHosts,
        });
    }

    private void RenderGit(GitIdentity? identity, bool signing) =>
        renderer.RenderTo(_files.GitConfig, "gitconfig.sbn", new
        {
            Mark,
            Name = identity is null ? null : GitConfig.Quote(identity.Name),
            Email = identity is null ? null : GitConfig.Quote(identity.Email),
            Signing = signing,
            WorkspacePaths.PublicKey,
            WorkspacePaths.AllowedSigners,
        });
}
