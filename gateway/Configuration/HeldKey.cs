using System.Text;
using AiSandbox.Guard.Configuration;

namespace AiSandbox.Gateway.Configuration;

/// <summary>A vendor's key: what goes into its header, and what must not come back.</summary>
/// <param name="Header">The value of the header.</param>
/// <param name="Secrets">The key, and the header where that holds it in another form.</param>
internal sealed record HeldKey(string Header, IReadOnlyList<byte[]> Secrets)
{
    // Shorter ones would be found by chance; what is longer is no key.
    private const int Shortest = 8, Longest = 8192;

    /// <summary>Reads the keys of all vendors from a folder: a file each, of its name.</summary>
    /// <exception cref="ConfigurationException">One is missing or cannot be a key.</exception>
    public static IReadOnlyDictionary<string, HeldKey> Read(string folder, IEnumerable<Vendor> vendors) =>
        vendors.ToDictionary(vendor => vendor.Name, vendor => Of(vendor, Text(Path.Combine(folder, vendor.Name))), StringComparer.Ordinal);

    /// <summary>A vendor's key.</summary>
    /// <exception cref="ConfigurationException">The vendor does not say where the key goes.</exception>
    internal static HeldKey Of(Vendor vendor, string key)
    {
        const string Basic = "{basic:";
        var header = vendor.Value.Replace("{key}", key, StringComparison.Ordinal);
        if (vendor.Value.IndexOf(Basic, StringComparison.Ordinal) is >= 0 and var at && vendor.Value.EndsWith('}'))
        {
            var pair = $"{vendor.Value[(at + Basic.Length)..^1]}:{key}";
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
            return new($"{vendor.Value[..at]}Basic {encoded}", [Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(encoded)]);
        }

        return header == vendor.Value
            ? throw new ConfigurationException($"{vendor.Name}: the header {vendor.Header} has no place for the key.")
            : new(header, [Encoding.UTF8.GetBytes(key)]);
    }

    private static string Text(string file)
    {
        var name = Path.GetFileName(file);
        try
        {
            var key = new FileInfo(file).Length <= Longest ? File.ReadAllText(file).Trim() : "";
            return key.Length >= Shortest && key.All(letter => letter is > ' ' and <= '~')
                ? key
                : throw new ConfigurationException($"The key of {name} is none: {Shortest} to {Longest} visible letters, on one line.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The key of {name} cannot be read: {failed.Message}");
        }
    }
}
