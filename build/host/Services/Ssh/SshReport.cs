using AiSandbox.Host.Adapters.Ssh;

namespace AiSandbox.Host.Services.Ssh;

/// <summary>What PrepareSsh tells the user: where a new key goes, and what is missing.</summary>
internal static class SshReport
{
    /// <summary>The lines; none where nothing is new, nothing is missing, and nobody asked.</summary>
    public static IEnumerable<string> Of(SshRequest request, KeyState state, string? publicKey, GitIdentity? identity, HostKey? own = null)
    {
        if (state == KeyState.Mended)
            yield return "configs/.ssh/id_ed25519.pub was missing and is derived from the private key.";
        if (publicKey is not null && (state == KeyState.Created || (request.Required && own is null)))
        {
            foreach (var line in WhereToPaste(publicKey))
                yield return line;
        }

        if (state == KeyState.Pending)
        {
            yield return "There is no ssh-keygen on this machine: the key pair is made with the workspace image's, "
                + "once that is built.";
        }

        foreach (var line in own is null ? [] : OfHost(own))
            yield return line;
        if (identity is null)
            yield return $"Commits in the workspace have no author yet. To add one: {IdentityChoice.HowTo(request)}";
        else if (request.Required)
            yield return $"Commits are by {identity.Name} <{identity.Email}>.";
    }

    private static IEnumerable<string> OfHost(HostKey own)
    {
        yield return $"{own.Host} has a key of its own (configs/.ssh/{KeyFiles.NameFor(own.Host)}.pub), and is shown no other:";
        yield return $"  {own.PublicKey}";
        yield return "Register it as a deploy key of the one repository that the agent may work in:";
        yield return $"  {own.WhereToRegister}";
        if (!own.IsPinned)
            yield return $"The key of {own.Host} itself is not pinned: add the one that it publishes to ~/.ssh/known_hosts in the workspace.";
    }

    private static IEnumerable<string> WhereToPaste(string publicKey) =>
    [
        "The workspace's public key (configs/.ssh/id_ed25519.pub):",
        $"  {publicKey}",
        "Paste it where the agent may work:",
        "  GitHub, twice: https://github.com/settings/ssh/new with key type 'Authentication Key', to clone and push,",
        "    and again https://github.com/settings/ssh/new with key type 'Signing Key', for verified commits.",
        "  GitLab: https://gitlab.com/-/user_settings/ssh_keys with usage type 'Authentication & Signing'.",
        "  Bitbucket: https://bitbucket.org/account/settings/ssh-keys/",
    ];
}
