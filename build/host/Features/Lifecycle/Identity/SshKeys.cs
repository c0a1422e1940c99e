using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>
/// The workspace's own way into git hosts: key pairs, SSH's configuration, pinned host keys, git's configuration.
/// </summary>
/// <param name="generators">The ssh-keygens there may be; the first that is available is used.</param>
public sealed class SshKeys(
    Checkout checkout, ConfigRenderer renderer, IHostGit git, IEnumerable<IKeyGenerator> generators)
{
    // A file without it is the user's own and stays as it is.
    private const string Mark = "# Rendered by ./build.sh --target=PrepareSsh.";

    private const string KnownHostsTemplate = "known_hosts.sbn";

    private readonly SshFiles _files = new(checkout.Configs);

    /// <summary>Makes what is missing and renders the rest. A key that is there is never written again.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Cancels; no half of a pair stays that the next run could not repair.</param>
    /// <exception cref="SandboxException">The identity is not valid, or is missing and required; a public key stands
    /// there without its private one; no ssh-keygen is found and the key is required; ssh-keygen failed.</exception>
    public async Task<PreparedSsh> PrepareAsync(SshRequest request, CancellationToken cancellation)
    {
        var before = FileStore.Read(_files.GitConfig) ?? "";
        var identity = await new IdentityChoice(git, checkout.Root).ChooseAsync(request, before, cancellation);
        List<string> moved = [.. KeyHost.In(_files.Folder).Prepend(null).Where(host => _files.Login(host).TakeOut()).Select(KeyFiles.NameFor)];
        foreach (var pair in KeyHost.In(_files.KeyFolder).Select(name => _files.Login(name)).Append(_files.Login()).Append(_files.SigningKey))
            pair.Narrow();
        var pairs = new KeyPairs(_files.KeyFolder, generators);
        var state = await pairs.PrepareAsync(_files.Login(), request, cancellation);
        var publicKey = state == KeyState.Pending ? null : PublicLine(_files.Login());
        var signs = await pairs.PrepareAsync(_files.SigningKey, request with { Comment = $"{request.Comment} signs" }, cancellation);
        var signingKey = signs == KeyState.Pending ? null : PublicLine(_files.SigningKey);
        var own = request.Host is { } host ? await PrepareHostAsync(pairs, host, request, cancellation) : null;

        RenderSsh();
        var isRendered = before.Length == 0 || request.HasIdentity || before.StartsWith(Mark, StringComparison.Ordinal);
        if (isRendered)
            RenderGit(identity, signingKey is not null);
        FileStore.Write(_files.AllowedSigners, AllowedSigners.Render(identity, signingKey, publicKey));

        return state == KeyState.Pending && request.Required
            ? throw new SandboxException(
                "There is no ssh-keygen on this machine, and the workspace image, which has one, is not built yet. "
                    + "All but the key pairs is done; Build makes those too"
                    + (request.Host is null ? "." : $", and then this one for {request.Host}, once you say it again."),
                request.BuildCommand)
            : new PreparedSsh(state, publicKey, signingKey, identity, [.. new SshReport(request, checkout.Show("configs/.ssh"))
            {
                Login = (state, publicKey),
                Signing = (signs, signingKey),
                Moved = moved,
                OwnSigningKey = isRendered ? null : GitConfig.Parse(before).Values("user.signingkey").LastOrDefault(),
                Host = own,
                Identity = identity,
            }.Lines()]);
    }

    /// <summary>
    /// Makes the key pairs that had to wait for the workspace image. For Build, once it has made that image: does
    /// nothing, and starts nothing, where they are there.
    /// </summary>
    /// <returns>What it did, or <see langword="null"/> where there was nothing to do.</returns>
    public async Task<PreparedSsh?> CompleteAsync(SshRequest request, CancellationToken cancellation) =>
        (_files.Login(), _files.SigningKey) is ({ HasPrivateKey: true, HasPublicKey: true }, { HasPrivateKey: true, HasPublicKey: true })
            ? null
            : await PrepareAsync(request with { Required = false }, cancellation);

    private async Task<HostKey?> PrepareHostAsync(KeyPairs pairs, string host, SshRequest request, CancellationToken cancellation)
    {
        var keys = _files.Login(host);
        var state = await pairs.PrepareAsync(keys, request with { Comment = $"{request.Comment} {host}" }, cancellation);
        var isPinned = SshFiles.HostsIn($"{renderer.Render(KnownHostsTemplate, new { })}\n{FileStore.Read(_files.OwnKnownHosts)}").Contains(host, StringComparer.Ordinal);

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
            Hosts = KeyHost.In(_files.KeyFolder),
            WorkspacePaths.Agent,
            WorkspacePaths.KnownHosts,
            WorkspacePaths.PinnedByUser,
            WorkspacePaths.OwnKnownHosts,
        });
    }

    private void RenderGit(GitIdentity? identity, bool signing) =>
        FileStore.WriteInPlace(_files.GitConfig, renderer.Render("gitconfig.sbn", new
        {
            Mark,
            Name = identity is null ? null : GitConfig.Quote(identity.Name),
            Email = identity is null ? null : GitConfig.Quote(identity.Email),
            Signing = signing,
            WorkspacePaths.SigningKey,
            WorkspacePaths.AllowedSigners,
        }));
}
