namespace AiSandbox.Host.Model.Identity;

/// <summary>The list of keys whose signatures git accepts (ALLOWED SIGNERS in ssh-keygen(1)).</summary>
internal static class AllowedSigners
{
    /// <summary>The text of the file: a line a key, where both an identity and keys are there.</summary>
    /// <param name="identity">Who commits are by.</param>
    /// <param name="signingKey">The key that signs.</param>
    /// <param name="loginKey">The one that logs in: it signed before there was one for that alone, and nothing is signed with it now.</param>
    public static string Render(GitIdentity? identity, string? signingKey, string? loginKey)
    {
        const string head =
            "# Rendered by ./build.sh --target=PrepareSsh: whose signatures git accepts in the workspace.\n";

        return identity is null
            ? head
            : head + string.Concat(new[] { signingKey, loginKey }.OfType<string>().Select(key => $"{identity.Email} namespaces=\"git\" {key}\n"));
    }
}
