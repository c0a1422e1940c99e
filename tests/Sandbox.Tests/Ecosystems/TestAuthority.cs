using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sandbox.Tests.Ecosystems;

/// <summary>
/// The authority of the simulated internet, which the workspace trusts because WORKSPACE_CA names it. It is kept among the
/// artifacts, so that the image's layers come out of the cache the next time.
/// </summary>
internal static class TestAuthority
{
    private const string Local = "/usr/local/share/ca-certificates"; // where Debian's administrators put their own

    /// <summary>The folder with ca.crt and ca.key.</summary>
    public static string Folder { get; } = Path.Combine(BuildScript.Checkout.Artifacts, "tests", "authority");

    /// <summary>It, and the authorities that this machine trusts beside its system's: a network that opens TLS has one.</summary>
    public static string Bundle()
    {
        string[] machine = Directory.Exists(Local) ? Directory.GetFiles(Local, "*.crt", SearchOption.AllDirectories) : [];
        return string.Concat(machine.Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file) + "\n").Append(Certificate()));
    }

    private static string Certificate()
    {
        var file = Path.Combine(Folder, "ca.crt");
        if (!File.Exists(file))
            Make(file);
        return File.ReadAllText(file);
    }

    private static void Make(string file)
    {
        Directory.CreateDirectory(Folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=AI Sandbox test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(10));
        File.WriteAllText(Path.Combine(Folder, "ca.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n");
    }
}
