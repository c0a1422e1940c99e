using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>What PrepareSsh tells the user: where a new key goes, and what is missing.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="folder">The folder of the public keys, as it is shown.</param>
internal sealed class SshReport(SshRequest request, string folder)
{
    /// <summary>What there is of the key that logs in.</summary>
    public required (KeyState State, string? PublicKey) Login { get; init; }

    /// <summary>What there is of the key that signs.</summary>
    public required (KeyState State, string? PublicKey) Signing { get; init; }

    /// <summary>The private keys that were moved out of the workspace's sight.</summary>
    public required IReadOnlyList<string> Moved { get; init; }

    /// <summary>The key that the user's own git configuration signs with; <see langword="null"/> where it is ours.</summary>
    public required string? OwnSigningKey { get; init; }

    /// <summary>The key that one host has for itself, where that is what was asked for.</summary>
    public required HostKey? Host { get; init; }

    /// <summary>Who commits are by.</summary>
    public required GitIdentity? Identity { get; init; }

    private string LoginFile => $"{folder}/{KeyFiles.PublicKeyName}";

    private string SigningFile => $"{folder}/{KeyFiles.SigningKeyName}.pub";

    /// <summary>The lines; none where nothing is new, nothing is missing, and nobody asked.</summary>
    public IEnumerable<string> Lines()
    {
        if (Moved.Count > 0)
        {
            yield return $"No private key is in the workspace any more: {string.Join(", ", Moved)} moved from {folder} to configs/keys, and a container"
                + " beside it signs. They stay registered and log in as before.";
            if (Signing.State == KeyState.Created)
                yield return "Commits have a key of their own now, which is to be registered too. Those before stay valid.";
        }

        foreach (var (file, key) in new[] { (LoginFile, Login), (SigningFile, Signing) })
        {
            if (key.State == KeyState.Mended)
                yield return $"{file} was missing and is derived from the private key.";
        }

        if (Login.PublicKey is not null && Signing.PublicKey is not null
            && (Login.State == KeyState.Created || Signing.State == KeyState.Created || (request.Required && Host is null)))
        {
            foreach (var line in WhereToPaste(Login.PublicKey, Signing.PublicKey))
                yield return line;
        }

        if (Login.State == KeyState.Pending || Signing.State == KeyState.Pending)
        {
            yield return "There is no ssh-keygen on this machine: the key pairs are made with the workspace image's, "
                + "once that is built.";
        }

        if (OwnSigningKey is not null && OwnSigningKey != WorkspacePaths.SigningKey)
            yield return $"configs/.gitconfig is your own and signs with {OwnSigningKey}. The sandbox signs with one key alone: user.signingkey = {WorkspacePaths.SigningKey}";
        foreach (var line in Host is null ? [] : OfHost(Host))
            yield return line;
        if (request.Required && (Host is not null || Login.State == KeyState.Created || Signing.State == KeyState.Created))
            yield return $"A sandbox that runs signs with new keys after: {request.UpCommand}";
        if (Identity is null)
            yield return $"Commits in the workspace have no author yet. To add one: {IdentityChoice.HowTo(request)}";
        else if (request.Required)
            yield return $"Commits are by {Identity.Name} <{Identity.Email}>.";
    }

    private IEnumerable<string> OfHost(HostKey own)
    {
        yield return $"{own.Host} has a key of its own ({folder}/{KeyFiles.NameFor(own.Host)}.pub), and is shown no other:";
        yield return $"  {own.PublicKey}";
        yield return "Register it as a deploy key of the one repository that the agent may work in:";
        yield return $"  {own.WhereToRegister}";
        if (!own.IsPinned)
        {
            yield return $"The key of {own.Host} itself is not pinned, so this one is not bound to it. Add the line that it publishes, as in "
                + $"'{own.Host} ssh-ed25519 AAAA…', to {folder}/{SshFiles.OwnKnownHostsName}";
        }
    }

    private IEnumerable<string> WhereToPaste(string login, string signing) =>
    [
        $"The sandbox's key to clone and push ({LoginFile}):",
        $"  {login}",
        $"and its key to sign commits ({SigningFile}):",
        $"  {signing}",
        "Paste each where the agent may work:",
        "  GitHub: the first at https://github.com/settings/ssh/new with key type 'Authentication Key',",
        "    the second at https://github.com/settings/ssh/new with key type 'Signing Key', for verified commits.",
        "  GitLab: both at https://gitlab.com/-/user_settings/ssh_keys, with usage types 'Authentication' and 'Signing'.",
        "  Bitbucket: the first at https://bitbucket.org/account/settings/ssh-keys/",
    ];
}
