using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model.Settings;

/// <summary>
/// Which folders may be mounted without a word of the owner: those below his home in which people keep work, and no others. What is
/// elsewhere, or is where programs keep keys and settings, he must mean.
/// </summary>
internal sealed class MountBounds(string home)
{
    // Where programs of macOS, Windows and Snap keep what other systems have in dot folders: keys, cookies, logins.
    private static readonly string[] Settings = ["Library", "AppData", "snap"];

    // What lies beside private keys and logins, in a home or in a copy of one.
    private static readonly string[] Credentials =
    [
        ".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker/config.json", ".config/gcloud", ".config/gh", ".netrc", "_netrc", ".git-credentials",
        "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "private-keys-v1.d", "login.keychain-db",
    ];

    private static readonly string[] OfCheckout = ["build.sh", "compose.yaml", "allowed-sites.txt"];

    private static readonly StringComparison Comparison =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Why a folder needs the owner's word; <see langword="null"/> where it needs none.</summary>
    /// <param name="real">An absolute path without links.</param>
    public string? Objection(string real)
    {
        var own = RealPath.Of(home);
        var isHome = !own.Equals(Path.GetPathRoot(own), Comparison);
        if (!isHome || !RealPath.Contains(own, real))
            return $"{real} is not below your home directory{(isHome ? $" ({own})" : "")}";

        var names = Path.GetRelativePath(own, real).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        if (names.FirstOrDefault(name => name.StartsWith('.')) is { } hidden)
            return $"{real} lies in {hidden}, where programs keep settings and keys";
        if (Settings.Contains(names[0], StringComparer.FromComparison(Comparison)))
            return $"{real} lies in {names[0]}, where programs keep settings and keys";
        if (Credentials.FirstOrDefault(name => Path.Exists(Path.Combine(real, name))) is { } found)
            return $"{real} holds {found}: credentials that the agent could take";

        return CheckoutAt(real) is { } other ? $"{other} is another checkout of AI Sandbox, whose agent's limits this agent could change" : null;
    }

    // One that it lies in, but for that one's projects; or one that lies in it.
    private static string? CheckoutAt(string real)
    {
        for (var folder = new DirectoryInfo(real); folder is not null; folder = folder.Parent)
        {
            if (IsCheckout(folder.FullName))
                return RealPath.Contains(Path.Combine(folder.FullName, "projects"), real) ? null : folder.FullName;
        }

        return Directory.Exists(real) ? Directory.EnumerateDirectories(real).FirstOrDefault(IsCheckout) : null;
    }

    private static bool IsCheckout(string folder) => OfCheckout.All(name => File.Exists(Path.Combine(folder, name)));
}
