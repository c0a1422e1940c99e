using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Allowed;

/// <summary>The lists of both ports, as they were read at one time.</summary>
/// <param name="Https">Of port 443.</param>
/// <param name="Ssh">Of port 22.</param>
public sealed record AllowedNames(NameList Https, NameList Ssh)
{
    /// <summary>Nothing is allowed.</summary>
    public static AllowedNames None { get; } = new(NameList.Empty, NameList.Empty);

    /// <summary>Reads both lists.</summary>
    /// <param name="folder">The folder that holds them.</param>
    /// <exception cref="ConfigurationException">One of them cannot be read.</exception>
    public static AllowedNames Read(string folder) =>
        new(NameList.Read(Path.Combine(folder, "allowed-443")), NameList.Read(Path.Combine(folder, "allowed-22")));

    /// <summary>The entry that covers a host.</summary>
    /// <param name="host">The host, lower case.</param>
    /// <param name="port">The port.</param>
    /// <returns>The entry as the list spells it, or null.</returns>
    public string? Find(string host, string port) => port switch
    {
        PortText.Https => Https.Find(host),
        PortText.Ssh => Ssh.Find(host),
        _ => null,
    };
}
