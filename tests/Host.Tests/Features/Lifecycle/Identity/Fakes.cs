using AiSandbox.Host.Platform.Git;
using AiSandbox.Host.Platform.Ssh;

namespace Host.Tests.Features.Lifecycle.Identity;

/// <summary>A host's git that says what a test wants it to say.</summary>
internal sealed class FakeGit(string? name = null, string? email = null) : IHostGit
{
    public Task<string?> ConfigAsync(string name, string folder, CancellationToken cancellation) =>
        Task.FromResult(name is "user.name" ? Name : Email);

    public string? Name { get; set; } = name;

    public string? Email { get; set; } = email;
}

/// <summary>An ssh-keygen that is there or not, and counts.</summary>
internal sealed class FakeKeygen(bool available = true) : IKeyGenerator
{
    public const string PrivateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nfake\n-----END OPENSSH PRIVATE KEY-----\n";

    public const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIfake";

    public bool Available { get; set; } = available;

    public int Created { get; private set; }

    public string Derived { get; init; } = PublicKey;

    public Task<bool> IsAvailableAsync(CancellationToken cancellation) => Task.FromResult(Available);

    public Task<KeyPair> CreateAsync(string folder, string comment, CancellationToken cancellation)
    {
        Created++;
        return Task.FromResult(new KeyPair(PrivateKey, $"{PublicKey} {comment}"));
    }

    public Task<string> PublicKeyAsync(string privateKeyFile, CancellationToken cancellation) =>
        Task.FromResult(Derived);
}
