using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model.Settings;

/// <summary>
/// The authorities that the workspace trusts beside Debian's: what a company's network, which opens TLS, signs with. The image
/// gets what was read here, and nothing else of the file: a private key beside a certificate would go to the agent.
/// </summary>
internal sealed class CertificateFile(Checkout checkout, HostFolders host, string mount)
{
    private const long Largest = 1 << 20; // bytes: all authorities of a system are a quarter of it

    /// <summary>The certificates of a PEM file, as PEM; empty for an empty path.</summary>
    /// <exception cref="FormatException">There is no such file, the agent can write it, or something else than certificates is in it.</exception>
    public string Read(string value)
    {
        if (value.Length is 0)
            return "";

        var path = Path.GetFullPath(value is ['~', '/' or '\\', .. var rest] ? Path.Combine(host.Home, rest) : value, checkout.Home);
        if (RealPath.Way(path).Any(place => RealPath.Contains(mount, place)))
            throw new FormatException($"{path} leads through {mount}, where the agent can replace it. Keep the file elsewhere.");
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FormatException($"{path} is not a file.");

        return file.Length <= Largest ? Parse(File.ReadAllText(path)) : throw new FormatException($"{path} is larger than a megabyte.");
    }

    /// <summary>Reads the certificates of a text in PEM.</summary>
    /// <returns>Each of them anew, in the order of the text.</returns>
    /// <exception cref="FormatException">Something else is in it, or none.</exception>
    public static string Parse(string text)
    {
        var pem = new List<string>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            var label = rest[fields.Label].ToString();
            if (label is not "CERTIFICATE")
                throw new FormatException(Foreign(label));
            pem.Add(Certificate(rest[fields.Location]));
        }

        // What is no section at all is a comment, but for one that was cut off.
        if (text.Split("-----BEGIN ").Length - 1 != pem.Count)
            throw new FormatException("a section of it is cut off or damaged.");
        return pem.Count > 0
            ? string.Concat(pem)
            : throw new FormatException("there is no certificate in it: PEM begins with -----BEGIN CERTIFICATE-----.");
    }

    private static string Certificate(ReadOnlySpan<char> pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return $"{certificate.ExportCertificatePem()}\n";
        }
        catch (CryptographicException damaged)
        {
            throw new FormatException($"a certificate in it cannot be read: {damaged.Message}", damaged);
        }
    }

    private static string Foreign(string label) => label.Contains("PRIVATE KEY", StringComparison.Ordinal)
        ? "there is a private key in it, and the agent could read it. Name a file with certificates alone."
        : $"there is a {label} in it. Name a file with certificates alone.";
}
