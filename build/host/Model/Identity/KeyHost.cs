using System.Text.RegularExpressions;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Model.Identity;

/// <summary>The hosts that have a key pair of their own: a deploy key opens one repository, and no account.</summary>
public static partial class KeyHost
{
    private const string Prefix = $"{KeyFiles.PrivateKeyName}.";
    private const string PublicKeyEnding = ".pub";
    private const string Line = $"IdentityFile {WorkspacePaths.PrivateKey}.";

    /// <summary>Reads the host that PrepareSsh was given. It becomes a file name and a line of SSH's configuration.</summary>
    /// <exception cref="UsageException">It is not one host's name.</exception>
    public static string Parse(string text)
    {
        var host = text.ToLowerInvariant();
        if (!Name().IsMatch(host))
            throw new UsageException($"{Option.Host}={text}: PrepareSsh makes a key for one host, without a port: {Option.Host}=github.com");

        // The private key of a.pub would have the name of the public key of a.
        return host.EndsWith(PublicKeyEnding, StringComparison.Ordinal)
            ? throw new UsageException($"{Option.Host}={text}: a key file that ends with {PublicKeyEnding} would be taken for a public key.")
            : host;
    }

    /// <summary>The hosts whose private key lies in a folder, by name.</summary>
    public static IReadOnlyList<string> In(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Where(host => Name().IsMatch(host) && !host.EndsWith(PublicKeyEnding, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The hosts that a rendered SSH configuration names a key for.</summary>
    public static IEnumerable<string> Named(string config) => config.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith(Line, StringComparison.Ordinal))
        .Select(line => line[Line.Length..])
        .Where(host => Name().IsMatch(host));

    // Lower-case labels, two at the least: no pattern of SSH's configuration, no path, and nothing that ends a line.
    [GeneratedRegex(
        @"\A(?=.{1,200}\z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
