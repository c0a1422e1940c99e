using AiSandbox.Gateway.Configuration;

namespace AiSandbox.Gateway.Requests;

/// <summary>What is asked of whom: <c>/VENDOR/path?query</c>, letter by letter as it came.</summary>
/// <param name="Vendor">The vendor.</param>
/// <param name="Path">The path there.</param>
/// <param name="Query">The query there with its question mark, or nothing.</param>
internal sealed record Target(Vendor Vendor, string Path, string Query)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>Reads a request's target.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="raw">Its target as it came: nothing in it was decoded or made simple.</param>
    /// <param name="vendors">Whom there is a key for.</param>
    /// <param name="onlyListed">Whether it must be in the vendor's table.</param>
    /// <returns>The target, or why there is none.</returns>
    public static (Target? Target, Refusal? Refusal) Read(string method, string raw, IReadOnlyList<Vendor> vendors, bool onlyListed)
    {
        if (!raw.StartsWith('/'))
            return No("target", "The gateway is no proxy: it takes paths alone.");

        var (path, query) = raw.IndexOf('?') is >= 0 and var at ? (raw[..at], raw[at..]) : (raw, "");
        var end = path.IndexOf('/', 1);
        var name = end < 0 ? path[1..] : path[1..end];
        if (vendors.FirstOrDefault(vendor => vendor.Name == name) is not { } vendor)
            return No("vendor", $"The gateway has no key for '{Plain(name)}'. It has: {string.Join(", ", vendors.Select(one => one.Name))}.");

        var target = new Target(vendor, end < 0 ? "/" : path[end..], query);
        if (!onlyListed)
            return (target, null);
        if (target.Path.Any(letter => !Letters.Contains(letter, StringComparison.Ordinal) && !"/-._:~@".Contains(letter, StringComparison.Ordinal))
            || target.Path.Split('/').Skip(1).Any(part => part is "" or "." or ".."))
            return No("path", "A path is written out here: no %, no empty part, no dots.");
        if (vendor.Allow.Contains($"{method} {target.Path}{query}", StringComparer.Ordinal))
            return (target, null);
        if (!vendor.Allow.Any(line => IsAllowed(line, method, target.Path)))
            return No("path", $"{method} {Plain(target.Path)} is not among what the gateway asks of {vendor.Name}.");
        if (query.Length > 1 && query[1..].Split('&').FirstOrDefault(pair => !IsAllowed(vendor, pair)) is { } other)
            return No("query", $"'{Plain(other.Split('=')[0])}' is not among what a query may hold here.");

        return (target, null);
    }

    private static bool IsAllowed(string line, string method, string path)
    {
        var words = line.Split(' ');
        if (words is not [var allowed, var pattern] || allowed != method)
            return false;
        if (pattern.IndexOf('*') is not (>= 0 and var star))
            return path == pattern;

        var (before, after) = (pattern[..star], pattern[(star + 1)..]);
        return path.Length > before.Length + after.Length && path.StartsWith(before, StringComparison.Ordinal) && path.EndsWith(after, StringComparison.Ordinal)
            && path[before.Length..^after.Length].All(letter => letter is not ('/' or ':'));
    }

    private static bool IsAllowed(Vendor vendor, string pair) =>
        vendor.Query.Contains(pair.Split('=')[0], StringComparer.Ordinal) && pair.All(letter => Letters.Contains(letter, StringComparison.Ordinal) || letter is '=' or '-' or '_' or '.');

    private static string Plain(string text) => new([.. text.Take(80).Where(letter => letter is > ' ' and < '\x7f')]);

    private static (Target?, Refusal?) No(string reason, string text) => (null, new Refusal(403, reason, text));
}
