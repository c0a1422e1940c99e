using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>What PrepareSsh tells the user: where a new key goes, and what is missing.</summary>
internal static class SshReport
{
    /// <summary>The lines; none where nothing is new, nothing is missing, and nobody asked.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="state">What there is of the key.</param>
    /// <param name="publicKey">Its public half.</param>
    /// <param name="identity">Who commits are by.</param>
    /// <param name="folder">The folder of the keys, as it is shown.</param>
    /// <param name="own">The key that one host has for itself, where that is what was asked for.</param>
    public static IEnumerable<string> Of(
        SshRequest request, KeyState state, string? publicKey, GitIdentity? identity, string folder, HostKey? own = null)
    {
        var file = $"{folder}/id_ed25519.pub";
        if (state == KeyState.Mended)
            yield return $"{file} was missing and is derived from the private key.";
        if (publicKey is not null && (state == KeyState.Created || (request.Required && own is null)))
        {
            foreach (var line in WhereToPaste(publicKey, file))
                yield return line;
        }

        if (state == KeyState.Pending)
        {
            yield return "There is no ssh-keygen on this machine: the key pair is made with the workspace image's, "
                + "once that is built.";
        }

        foreach (var line in own is null ? [] : OfHost(own, folder))
            yield return line;
        if (identity is null)
            yield return $"Commits in the workspace have no author yet. To add one: {IdentityChoice.HowTo(request)}";
        else if (request.Required)
            yield return $"Commits are by {identity.Name} <{identity.Email}>.";
    }

    private static IEnumerable<string> OfHost(HostKey own, string folder)
    {
        yield return $"{own.Host} has a key of its own ({folder}/{KeyFiles.NameFor(own.Host)}.pub), and is shown no other:";
        yield return $"  {own.PublicKey}";
        yield return "Register it as a deploy key of the one repository that the agent may work in:";
        yield return $"  {own.WhereToRegister}";
        if (!own.IsPinned)
            yield return $"The key of {own.Host} itself is not pinned: add the one that it publishes to ~/.ssh/known_hosts in the workspace.";
    }

    private static IEnumerable<string> WhereToPaste(string publicKey, string file) =>
    [
        $"The workspace's public key ({file}):",
        $"  {publicKey}",
        "Paste it where the agent may work:",
        "  GitHub, twice: https://github.com/settings/ssh/new with key type 'Authentication Key', to clone and push,",
        "    and again https://github.com/settings/ssh/new with key type 'Signing Key', for verified commits.",
        "  GitLab: https://gitlab.com/-/user_settings/ssh_keys with usage type 'Authentication & Signing'.",
        "  Bitbucket: https://bitbucket.org/account/settings/ssh-keys/",
    ];
}
