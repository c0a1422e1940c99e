using System.Net;
using System.Net.Sockets;

namespace AiSandbox.Policy;

/// <summary>Recognises what programs take for an address and not for a name.</summary>
internal static class IpLiteral
{
    /// <summary>
    /// Whether it is one, in any spelling: IPv6 with or without brackets and zone, and everything whose last label is a
    /// number, because inet_aton and browsers read dotted, short, decimal, octal and hexadecimal forms
    /// (https://url.spec.whatwg.org/#ends-in-a-number-checker).
    /// </summary>
    public static bool Is(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal) || text.StartsWith('['))
        {
            var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
            var inner = end > 0 ? text[1..end] : text;
            return IPAddress.TryParse(inner, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        }

        var last = text.AsSpan(text.LastIndexOf('.') + 1);
        return last.Length > 0 && (last.IndexOfAnyExceptInRange('0', '9') < 0
            || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && last[2..].IndexOfAnyExcept(Hex) < 0));
    }

    private static readonly System.Buffers.SearchValues<char> Hex =
        System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
