using System.Text.RegularExpressions;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>A public key as one line: type, key in base64, comment.</summary>
internal static partial class PublicKeyLine
{
    /// <summary>The line, where it is one: it goes into other files, and must not bring a second line along.</summary>
    /// <exception cref="SandboxException">It is not a public key.</exception>
    public static string Check(string line, string file) =>
        Shape().IsMatch(line)
            ? line
            : throw new SandboxException($"{file}: its public key is not one line of type, key and comment.");

    [GeneratedRegex(
        @"\A[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}( [^\p{Cc}]*)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
