namespace AiSandbox.Host.Model.Identity;

/// <summary>The list of keys whose signatures git accepts (ALLOWED SIGNERS in ssh-keygen(1)).</summary>
internal static class AllowedSigners
{
    /// <summary>The text of the file: one line, where both an identity and a key are there.</summary>
    public static string Render(GitIdentity? identity, string? publicKey)
    {
        const string head =
            "# Rendered by ./build.sh --target=PrepareSsh: whose signatures git accepts in the workspace.\n";

        return identity is null || publicKey is null
            ? head
            : $"{head}{identity.Email} namespaces=\"git\" {publicKey}\n";
    }
}
