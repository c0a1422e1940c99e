using System.Globalization;

namespace AiSandbox.Host.Features.Suggest.Projects;

/// <summary>The host that an address of a project file leads to.</summary>
/// <param name="Host">The host as it stands there, unchecked.</param>
/// <param name="Port">The port.</param>
/// <param name="Refusal">Why it can never be reached through the proxy, or <see langword="null"/>.</param>
internal sealed record HostAddress(string Host, int Port, string? Refusal = null)
{
    // What tools put before the scheme: Cargo, pip, npm, Maven.
    private static readonly string[] Prefixes = ["registry+", "sparse+", "scm:git:", "scm:", "git+", "hg+", "svn+", "bzr+"];

    /// <summary>Reads an address; <see langword="null"/> where it leads to no host: a path, a package, a workspace.</summary>
    public static HostAddress? Read(string text)
    {
        var address = text.Trim();
        while (Array.Find(Prefixes, one => address.StartsWith(one, StringComparison.OrdinalIgnoreCase)) is { } prefix)
            address = address[prefix.Length..];

        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return Scp(address);

        // Everything up to the path; Uri would normalise what has to be judged as it is.
        var rest = address[(scheme + 3)..];
        var end = rest.AsSpan().IndexOfAny("/\\?#");
        var authority = end < 0 ? rest : rest[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = authority.StartsWith('[') ? -1 : authority.LastIndexOf(':');
        var host = colon < 0 ? authority : authority[..colon];
        var port = colon < 0 || colon == authority.Length - 1 ? null : authority[(colon + 1)..];

        return host.Length == 0 ? null : address[..scheme].ToLowerInvariant() switch
        {
            "https" or "wss" => With(host, port, 443, 443),
            "http" or "ws" => With(host, port, 80, 443),
            "ssh" or "sftp" => With(host, port, 22, 22),
            "file" or "link" or "workspace" or "portal" or "patch" or "npm" or "path" => null,
            "git" or "ftp" or "ftps" or "svn" or "rsync" or "s3" =>
                new HostAddress(host, 0, $"{address[..scheme].ToLowerInvariant()}:// never passes: only HTTPS and SSH do"),
            _ => null,
        };
    }

    // A port of its own never passes; the default of plain HTTP is taken for HTTPS, which most hosts answer as well.
    private static HostAddress With(string host, string? port, int usual, int passes) =>
        port is null || (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (number == usual || number == passes))
            ? new HostAddress(host, passes)
            : new HostAddress(host, 0, "its port never passes: only 443 and 22 do");

    // git@github.com:owner/repository; C:\folder and npm:name@1 are none.
    private static HostAddress? Scp(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var slash = address.AsSpan().IndexOfAny("/\\");
        if (colon < 0 || (slash >= 0 && slash < colon))
            return null;

        var host = address[..colon];
        host = host[(host.LastIndexOf('@') + 1)..];
        return host.Contains('.', StringComparison.Ordinal) || address[..colon].Contains('@', StringComparison.Ordinal)
            ? new HostAddress(host, 22)
            : null;
    }
}
