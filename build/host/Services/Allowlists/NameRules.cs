using System.Net;

namespace AiSandbox.Host.Services.Allowlists;

/// <summary>What a name on the list may be (RFC 1123, and underscores, which the names of services have).</summary>
internal static class NameRules
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>What is wrong with a word in the place of a name, and what was meant; <see langword="null"/> where it is a name.</summary>
    public static (string Why, string? Instead)? Problem(string word)
    {
        var scheme = word.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            return ("is an address with a scheme, and only the name counts.", Meant(word[(scheme + 3)..]));
        if (word.StartsWith("*.", StringComparison.Ordinal))
            return ("is spelled with a star; a leading dot means the domain and everything below it.", Meant(word[1..]));
        if (word.Contains('*', StringComparison.Ordinal))
            return ("has a star, which matches nothing here.", null);
        if (word.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0)
            return ("has a path, and only the name counts.", Meant(word[..slash]));
        if (IsAddress(word))
            return ("is an address; only names can be listed, since an address may be anybody's tomorrow.", null);
        if (word.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0)
            return ("has a port; ports are options behind the name.", Meant(word[..colon]) is { } name ? $"{name} {word[(colon + 1)..]}" : null);
        if (word.EndsWith('.') && word.Length > 1)
            return ("ends with a dot.", Meant(word.TrimEnd('.')));

        return NameProblem(word.StartsWith('.') ? word[1..] : word) is { } why ? (why, null) : null;
    }

    private static string? NameProblem(string name)
    {
        var labels = name.Split('.');
        return labels switch
        {
            _ when name.Length > LongestName => $"is longer than {LongestName} characters.",
            _ when labels.Any(label => label.Length == 0) => "has an empty part.",
            [_] => "has one part only: it is a whole top-level domain, or no name of the internet.",
            _ when labels.Any(label => label.Length > LongestLabel) => $"has a part longer than {LongestLabel} characters.",
            _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') => "has a character that no name has.",
            _ when labels.Any(label => label.StartsWith('-') || label.EndsWith('-')) => "has a part that begins or ends with a dash.",
            _ => null,
        };
    }

    // Every spelling that some resolver takes for an address: 127.1, 0x7f.1, 017700000001, ::1, [::1]. Their last part is a
    // number, which the last part of a name never is.
    private static bool IsAddress(string word)
    {
        var last = word.TrimEnd('.').Split('.')[^1];
        return IPAddress.TryParse(word.Trim('[', ']'), out _)
            || (last.Length > 0 && last.All(char.IsAsciiDigit))
            || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && last[2..].All(char.IsAsciiHexDigit));
    }

    private static string? Meant(string word)
    {
        var name = word.Split('/', ':')[0];
        return Problem(name) is null ? name.ToLowerInvariant() : null;
    }
}
