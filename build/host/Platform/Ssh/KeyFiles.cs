using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Platform.Ssh;

/// <summary>The files of a key pair, each half in a folder of its own. A private key that is there is never written again.</summary>
/// <param name="folder">The folder of the private key.</param>
/// <param name="publicFolder">The folder of the public key.</param>
/// <param name="name">The file name of the private key.</param>
public sealed class KeyFiles(string folder, string publicFolder, string name = KeyFiles.PrivateKeyName)
{
    /// <summary>The file name of the private key that logs in.</summary>
    public const string PrivateKeyName = "id_ed25519";

    /// <summary>The file name of its public key.</summary>
    public const string PublicKeyName = $"{PrivateKeyName}.pub";

    /// <summary>The file name of the private key that signs commits and tags.</summary>
    public const string SigningKeyName = "sign_ed25519";

    /// <summary>The file name of a host's private key.</summary>
    /// <param name="host">The host; <see langword="null"/> for the pair of all others.</param>
    public static string NameFor(string? host) => host is null ? PrivateKeyName : $"{PrivateKeyName}.{host}";

    /// <summary>The file name of this pair's private key.</summary>
    public string Name { get; } = name;

    /// <summary>The path of the private key.</summary>
    public string PrivateKey { get; } = Path.Combine(folder, name);

    /// <summary>The path of the public key.</summary>
    public string PublicKey { get; } = Path.Combine(publicFolder, $"{name}.pub");

    /// <summary>Whether the private key is there.</summary>
    public bool HasPrivateKey => File.Exists(PrivateKey);

    /// <summary>Whether the public key is there.</summary>
    public bool HasPublicKey => File.Exists(PublicKey);

    /// <summary>Narrows the modes of what is there; OpenSSH refuses a private key that others can read.</summary>
    public void Narrow()
    {
        FileStore.CreatePrivateFolder(folder);
        FileStore.CreatePrivateFolder(publicFolder);
        if (HasPrivateKey)
            FileStore.SetMode(PrivateKey, FileStore.Private);
    }

    /// <summary>
    /// Takes the private key out of the folder of the public one, where earlier versions made it. It stays the key that it is: what
    /// it is registered for goes on.
    /// </summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="SandboxException">Another key has its place already.</exception>
    public bool TakeOut()
    {
        var before = Path.Combine(publicFolder, Name);
        if (!File.Exists(before))
            return false;
        if (HasPrivateKey)
            throw new SandboxException($"{before} is a second private key beside {PrivateKey}.", "move one of them away: the workspace must see none, so the first cannot stay there");

        FileStore.CreatePrivateFolder(folder);
        File.Move(before, PrivateKey);
        return true;
    }

    /// <summary>Reads the public key's line.</summary>
    public string ReadPublicKey() => File.ReadAllText(PublicKey).Trim();

    /// <summary>Writes a new pair, the private key first: should a run be cut off, that half can be mended.</summary>
    /// <exception cref="IOException">There is a private key by now; it was not touched.</exception>
    public void WriteNew(KeyPair pair)
    {
        var candidate = Path.Combine(folder, $".{Name}.{Path.GetRandomFileName()}");
        try
        {
            FileStore.Write(candidate, pair.PrivateKey, FileStore.Private);
            File.Move(candidate, PrivateKey, overwrite: false);
        }
        finally
        {
            File.Delete(candidate);
        }

        WritePublicKey(pair.PublicKey);
    }

    /// <summary>Writes the public key's line.</summary>
    public void WritePublicKey(string line) => FileStore.Write(PublicKey, line + "\n");
}
