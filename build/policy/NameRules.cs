using System.Buffers;

namespace AiSandbox.Policy;

/// <summary>What a host name in ASCII has to be.</summary>
internal static class NameRules
{
    /// <summary>Why no address is taken.</summary>
    public const string NoAddress =
        "An address is not a name: the list holds names, so that the proxy can tell "
        + "which address they may lead to. Write the host's name.";

    /// <summary>The characters of a name, upper case included.</summary>
    public static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private const int LongestLabel = 63;
    private const int LongestName = 253; // 255 octets on the wire, RFC 1035 section 2.3.4

    // RFC 6761 (localhost, invalid), RFC 7686 (onion), RFC 9476 (alt). The self-check asks for a name below .invalid
    // and relies on the refusal.
    private static bool IsNeverAsked(ReadOnlySpan<char> top) => top is "localhost" or "invalid" or "onion" or "alt";

    /// <summary>Why another port is refused.</summary>
    public static string OtherPort(string port) =>
        $"Port {SafeText.Of(port, 20)} never passes: the proxy takes 443 (HTTPS) and 22 (SSH).";

    /// <summary>
    /// The port that a URL's scheme stands for, and what to say about it; none where it never passes.
    /// </summary>
    public static (AllowedPorts Port, string Why) Scheme(string scheme) => scheme switch
    {
        "https" or "wss" => (AllowedPorts.Https, "An entry is a host name and not a URL."),
        "http" or "ws" => (AllowedPorts.Https,
            "An entry is a host name and not a URL, and plain HTTP never passes: HTTPS does."),
        "ssh" or "git+ssh" or "ssh+git" or "sftp" => (AllowedPorts.Ssh, "An entry is a host name and not a URL."),
        _ => (AllowedPorts.None,
            $"{SafeText.Of(scheme, 20)}:// never passes: only HTTPS and SSH do. Write the host name alone."),
    };

    /// <summary>Checks a name in lower case; what it finds is a warning, or cannot be corrected.</summary>
    public static IReadOnlyList<Complaint> Check(string name, int start, bool includesSubdomains)
    {
        if (Error(name, includesSubdomains) is var (offset, rule, why))
            return [Complaint.Fatal(start + offset, rule, why)];

        return name.Contains('_', StringComparison.Ordinal)
            ? [Complaint.Warning(start, RuleIds.Underscore,
                "A name with an underscore is matched, but many programs refuse to ask for it.")]
            : [];
    }

    private static (int Offset, string RuleId, string Why)? Error(string name, bool includesSubdomains)
    {
        if (name.Length == 0)
            return (0, RuleIds.Label,
                "There is no name. `github.com` is that host alone, `.github.com` the domain and all below it.");
        if (name.AsSpan().IndexOfAnyExcept(Characters) is >= 0 and var stray)
            return (stray, RuleIds.Character,
                $"'{SafeText.Of($"{name[stray]}")}' stands in no host name: letters, digits, dots and hyphens do.");
        if (IpLiteral.Is(name))
            return (0, RuleIds.Address, NoAddress);
        if (name.Length > LongestName)
            return (0, RuleIds.Length, $"A name has at most {LongestName} characters, and this one {name.Length}.");
        if (LabelError(name) is { } wrong)
            return wrong;

        var top = name.AsSpan(name.LastIndexOf('.') + 1);
        if (IsNeverAsked(top))
            return (0, RuleIds.NeverAsked, $"Names below '{top}' are never asked for through the proxy.");
        if (top.Length == name.Length && !includesSubdomains)
            return (0, RuleIds.SingleLabel,
                "A name of one label means another host on every network; write the full name.");

        return null;
    }

    private static (int Offset, string RuleId, string Why)? LabelError(string name)
    {
        for (var start = 0; start <= name.Length;)
        {
            var dot = name.IndexOf('.', start);
            var end = dot < 0 ? name.Length : dot;
            if (end == start)
                return (start, RuleIds.Label, "Nothing stands between two dots.");
            if (end - start > LongestLabel)
                return (start, RuleIds.Length,
                    $"What stands between two dots has at most {LongestLabel} characters, and this {end - start}.");

            // Squid takes a first word like -n in a list for a flag.
            if (name[start] == '-' || name[end - 1] == '-')
                return (start, RuleIds.Label, "What stands between two dots neither begins nor ends with a hyphen.");

            start = end + 1;
        }

        return null;
    }
}
