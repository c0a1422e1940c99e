using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>Makes key pairs, and repairs those of which a half is missing. A key that is there is never written again.</summary>
/// <param name="generators">The ssh-keygens there may be; the first that is available is used.</param>
internal sealed class KeyPairs(string folder, IEnumerable<IKeyGenerator> generators)
{
    /// <summary>Sees to it that a pair is there.</summary>
    /// <param name="keys">Its files.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Cancels; no half of a pair stays that the next run could not repair.</param>
    /// <exception cref="SandboxException">A public key stands there without its private one, or ssh-keygen failed.</exception>
    public async Task<KeyState> PrepareAsync(KeyFiles keys, SshRequest request, CancellationToken cancellation)
    {
        if (keys is { HasPrivateKey: true, HasPublicKey: true })
            return KeyState.Kept;
        if (keys.HasPublicKey)
        {
            throw new SandboxException(
                $"{keys.PublicKey} is there without its private key. Put {keys.Name} beside it, or delete it to get a new pair.",
                request.Command);
        }

        if (await FindGeneratorAsync(cancellation) is not { } generator)
            return KeyState.Pending;

        try
        {
            if (keys.HasPrivateKey)
            {
                var line = await generator.PublicKeyAsync(keys.PrivateKey, cancellation);
                keys.WritePublicKey(PublicKeyLine.Check(line, keys.PrivateKey));
                return KeyState.Mended;
            }

            keys.WriteNew(await generator.CreateAsync(folder, request.Comment, cancellation));
            return KeyState.Created;
        }
        catch (CommandException failed)
        {
            throw new SandboxException(
                keys.HasPrivateKey
                    ? $"{keys.PrivateKey} is not a private key without a passphrase, and the sandbox needs one."
                    : $"The key pair could not be made. {failed.Message}",
                keys.HasPrivateKey ? $"move it away to get a new pair, then {request.Command}" : request.Command,
                inner: failed);
        }
    }

    private async Task<IKeyGenerator?> FindGeneratorAsync(CancellationToken cancellation)
    {
        foreach (var generator in generators)
        {
            if (await generator.IsAvailableAsync(cancellation))
                return generator;
        }

        return null;
    }
}
