using AiSandbox.Host.Model.Identity;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>What became of the key pair.</summary>
public enum KeyState
{
    /// <summary>It was there.</summary>
    Kept,

    /// <summary>It is new.</summary>
    Created,

    /// <summary>The private key was there; the public one was derived from it.</summary>
    Mended,

    /// <summary>It waits for an ssh-keygen: that of the workspace image, once it is built.</summary>
    Pending,
}

/// <summary>What <see cref="SshKeys.PrepareAsync"/> did.</summary>
/// <param name="Key">What became of the key pair that logs in.</param>
/// <param name="PublicKey">The line of its public key; <see langword="null"/> where the key is pending.</param>
/// <param name="SigningKey">The line of the public key that signs; <see langword="null"/> where it is pending.</param>
/// <param name="Identity">Who commits are by; <see langword="null"/> where nobody said.</param>
/// <param name="Report">What there is to tell the user, line by line.</param>
public sealed record PreparedSsh(KeyState Key, string? PublicKey, string? SigningKey, GitIdentity? Identity, IReadOnlyList<string> Report);
