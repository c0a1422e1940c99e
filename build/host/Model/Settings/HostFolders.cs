using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Model.Settings;

/// <summary>Places of the host that must not end up in the workspace.</summary>
/// <param name="Home">The user's home directory.</param>
/// <param name="Sockets">Sockets of a container engine: whoever reaches one owns the machine.</param>
public sealed record HostFolders(string Home, IReadOnlyList<string> Sockets)
{
    private const string UnixScheme = "unix://";

    /// <summary>Reads them from the environment.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static HostFolders Read(Func<string, string?> environment)
    {
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        var address = environment(EnvironmentNames.DockerHost) ?? "";
        string[] usual =
        [
            "/run/docker.sock",
            Path.Combine(home, ".docker", "run", "docker.sock"),
            Path.Combine(home, ".docker", "desktop", "docker.sock"),
        ];

        var local = address.StartsWith(UnixScheme, StringComparison.Ordinal);

        return new HostFolders(home, local ? [address[UnixScheme.Length..], .. usual] : usual);
    }
}
