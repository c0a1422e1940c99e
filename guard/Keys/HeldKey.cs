namespace AiSandbox.Guard.Keys;

/// <summary>A key that the agent holds.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Public">The public half, as it goes over the wire.</param>
internal sealed record HeldKey(string Name, byte[] Public)
{
    /// <summary>The file of the key that signs commits and tags, and logs in nowhere. All others log in, and sign nothing else.</summary>
    public const string Signing = "sign_ed25519";

    /// <summary>The file of the key that logs in where no other is meant for.</summary>
    public const string Login = "id_ed25519";

    /// <summary>What it may sign.</summary>
    public Purpose Purpose => Name == Signing ? Purpose.File : Purpose.Login;

    /// <summary>The host that a key is meant for alone; <see langword="null"/> for one of all others.</summary>
    public static string? HostOf(string name) => name.StartsWith($"{Login}.", StringComparison.Ordinal) ? name[(Login.Length + 1)..] : null;

    /// <summary>Whether a file of that name is a private key.</summary>
    public static bool IsKey(string name) =>
        name is Signing or Login || (HostOf(name) is { Length: > 0 } && !name.EndsWith(".pub", StringComparison.Ordinal));
}
