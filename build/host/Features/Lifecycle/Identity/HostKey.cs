namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>The key pair of one host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Key">What became of the pair.</param>
/// <param name="PublicKey">The public key's line.</param>
/// <param name="IsPinned">Whether the host's own key is one of those that come with this project.</param>
internal sealed record HostKey(string Host, KeyState Key, string PublicKey, bool IsPinned)
{
    /// <summary>Where a deploy key is registered.</summary>
    public string WhereToRegister => Host switch
    {
        "github.com" => "https://github.com/OWNER/REPOSITORY/settings/keys/new; to push, with 'Allow write access'",
        "gitlab.com" => "https://gitlab.com/GROUP/PROJECT/-/settings/repository, under 'Deploy keys'; to push, with 'Grant write permissions'",
        "bitbucket.org" or "ssh.bitbucket.org" => "https://bitbucket.org/WORKSPACE/REPOSITORY/admin/access-keys/; it reads, and cannot push",
        _ => $"the repository's settings at {Host}, mostly under 'Deploy keys'",
    };
}
