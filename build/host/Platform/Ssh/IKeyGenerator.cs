using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Platform.Ssh;

/// <summary>An ssh-keygen, wherever it is.</summary>
public interface IKeyGenerator
{
    /// <summary>Whether it can be used now. Starts nothing that stays.</summary>
    Task<bool> IsAvailableAsync(CancellationToken cancellation);

    /// <summary>Makes an ed25519 key pair without a passphrase, which an agent could not type.</summary>
    /// <param name="folder">A private folder, where files may lie for a moment.</param>
    /// <param name="comment">What stands behind the public key.</param>
    /// <param name="cancellation">Cancels; nothing stays in the folder.</param>
    /// <exception cref="CommandException">It failed.</exception>
    Task<KeyPair> CreateAsync(string folder, string comment, CancellationToken cancellation);

    /// <summary>Derives the public key's line from the file of a private key.</summary>
    /// <exception cref="CommandException">It is not a private key, or has a passphrase.</exception>
    Task<string> PublicKeyAsync(string privateKeyFile, CancellationToken cancellation);
}
