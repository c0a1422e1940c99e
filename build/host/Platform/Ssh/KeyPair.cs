namespace AiSandbox.Host.Platform.Ssh;

/// <summary>A key pair as OpenSSH writes it. Shown as its public half.</summary>
/// <param name="PrivateKey">The text of the private key's file.</param>
/// <param name="PublicKey">The line of the public key's file: type, key, comment.</param>
public sealed record KeyPair(string PrivateKey, string PublicKey)
{
    /// <inheritdoc/>
    public override string ToString() => PublicKey;
}
