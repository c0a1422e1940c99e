namespace AiSandbox.Host.Services.Ssh;

/// <summary>What PrepareSsh tells the user: where a new key goes, and what is missing.</summary>
internal static class SshReport
{
    /// <summary>The lines; none where nothing is new, nothing is missing, and nobody asked.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="state">What there is of the key.</param>
    /// <param name="publicKey">Its public half.</param>
    /// <param name="identity">Who commits are by.</param>
    /// <param name="file">The public half's file, as it is shown.</param>
    public static IEnumerable<string> Of(SshRequest request, KeyState state, string? publicKey, GitIdentity? identity, string file)
    {
        if (state == KeyState.Mended)
            yield return $"{file} was missing and is derived from the private key.";
        if (publicKey is not null && (state == KeyState.Created || request.Required))
        {
            foreach (var line in WhereToPaste(publicKey, file))
                yield return line;
        }

        if (state == KeyState.Pending)
        {
            yield return "There is no ssh-keygen on this machine: the key pair is made with the workspace image's, "
                + "once that is built.";
        }

        if (identity is null)
            yield return $"Commits in the workspace have no author yet. To add one: {IdentityChoice.HowTo(request)}";
        else if (request.Required)
            yield return $"Commits are by {identity.Name} <{identity.Email}>.";
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
