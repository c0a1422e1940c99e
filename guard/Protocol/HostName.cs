using System.Text;

namespace AiSandbox.Guard.Protocol;

/// <summary>What a host in a request is.</summary>
public enum HostKind
{
    /// <summary>Neither a name nor an address.</summary>
    Malformed,

    /// <summary>An address in some spelling.</summary>
    Literal,

    /// <summary>A name.</summary>
    Name,
}

/// <summary>Host names, in the one spelling that goes on to Squid: lower case, no trailing dot.</summary>
public static class HostName
{
    /// <summary>The longest name, without a trailing dot.</summary>
    public const int MaximumLength = 253;

    private const int MaximumLabel = 63;

    /// <summary>Reads a name: labels of letters, digits, dashes and underscores; one trailing dot is folded away.</summary>
    /// <param name="text">The name as it was sent.</param>
    /// <param name="name">The name in the spelling that goes on; empty when malformed.</param>
    public static HostKind Parse(ReadOnlySpan<byte> text, out string name)
    {
        name = "";
        if (text is [.., (byte)'.'])
            text = text[..^1];
        if (text.Length is 0 or > MaximumLength)
            return HostKind.Malformed;

        ReadOnlySpan<byte> label = default;
        foreach (var range in text.Split((byte)'.'))
        {
            label = text[range];
            if (!IsLabel(label))
                return HostKind.Malformed;
        }

        name = Encoding.ASCII.GetString(text).ToLowerInvariant();
        return IsNumber(label) ? HostKind.Literal : HostKind.Name;
    }

    private static bool IsLabel(ReadOnlySpan<byte> label)
    {
        if (label.Length is 0 or > MaximumLabel || label[0] == '-' || label[^1] == '-')
            return false;

        foreach (var character in label)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'-' or (byte)'_'))
                return false;
        }

        return true;
    }

    // Resolvers read 127.1, 2130706433, 0x7f.1 and 0177.0.0.1 as addresses, and so do URL parsers: what counts is that
    // the last label is a number. No top-level domain is one.
    private static bool IsNumber(ReadOnlySpan<byte> label)
    {
        var isHexadecimal = label is [(byte)'0', (byte)'x' or (byte)'X', ..];
        foreach (var digit in isHexadecimal ? label[2..] : label)
        {
            if (isHexadecimal ? !char.IsAsciiHexDigit((char)digit) : !char.IsAsciiDigit((char)digit))
                return false;
        }

        return true;
    }
}
