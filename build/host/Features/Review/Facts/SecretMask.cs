using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Features.Review.Facts;

/// <summary>
/// Values that look like secrets are kept as the beginning of their hash: a baseline and a terminal need to tell that one has
/// changed, and not what it is.
/// </summary>
public static partial class SecretMask
{
    /// <summary>A line of settings, with the value behind a name that speaks of a secret replaced.</summary>
    public static string Named(string line) => NamedValue().Replace(line, match => match.Groups["name"].Value + Hash(match.Groups["value"].Value));

    /// <summary>A line with the passwords in its addresses replaced.</summary>
    public static string Addresses(string line) =>
        AddressValue().Replace(line, match => match.Groups["name"].Value + Hash(match.Groups["value"].Value) + "@");

    /// <summary>What stands for a value.</summary>
    public static string Hash(string value) => $"***{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..8]}";


    [GeneratedRegex("""(?<name>(?:token|passw(?:or)?d|passphrase|secret|_auth|api_?key|access_?key|private_?key)["']?\s*[:=]\s*)(?<value>[^\s].*)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedValue();

    [GeneratedRegex("(?<name>://[^/@:\\s]*:)(?<value>[^/@\\s]+)@", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressValue();
}
