using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Settings;

public sealed class CertificateFileTests
{
    private static readonly (string Certificate, string Key) One = Make("one");
    private static readonly (string Certificate, string Key) Two = Make("two");

    [Test]
    public void Should_keep_certificates_alone_in_their_order()
    {
        var read = CertificateFile.Parse($"The company's\r\n{One.Certificate}\nand\n{Two.Certificate}\n");

        read.ShouldBe($"{One.Certificate}\n{Two.Certificate}\n");
    }

    [Test]
    public void Should_refuse_a_private_key_because_the_agent_could_read_it() =>
        Refusal($"{One.Certificate}\n{One.Key}\n").ShouldContain("private key");

    [TestCase("")]
    [TestCase("no certificate")]
    public void Should_refuse_a_file_without_a_certificate(string text) => Refusal(text).ShouldContain("no certificate");

    [Test]
    public void Should_refuse_what_is_damaged()
    {
        Refusal($"{One.Certificate}\n{Two.Certificate[..^30]}").ShouldContain("cut off or damaged");
        Refusal("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").ShouldContain("cannot be read");
        Refusal("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n").ShouldContain("CERTIFICATE REQUEST");
    }

    [Test]
    public void Should_be_read_from_a_path_below_the_checkout_or_the_home()
    {
        using var temp = new TempCheckout();
        File.WriteAllText(Path.Combine(temp.Checkout.Root, "ca.pem"), One.Certificate);
        File.WriteAllText(Path.Combine(temp.Home, "ca.pem"), Two.Certificate);

        temp.WriteEnv("WORKSPACE_CA=ca.pem");
        temp.Env.Read().Authorities.ShouldBe($"{One.Certificate}\n");
        temp.WriteEnv("WORKSPACE_CA=~/ca.pem");
        temp.Env.Read().Authorities.ShouldBe($"{Two.Certificate}\n");
        temp.WriteEnv("WORKSPACE_CA=");
        temp.Env.Read().Authorities.ShouldBeEmpty();
    }

    [Test]
    public void Should_name_line_and_path_when_there_is_no_such_file()
    {
        using var temp = new TempCheckout();
        temp.WriteEnv("# mine\nWORKSPACE_CA=none.pem");

        var refusal = Should.Throw<SandboxException>(() => temp.Env.Read());

        refusal.ExitCode.ShouldBe(ExitCodes.Usage);
        refusal.Message.ShouldContain("line 2: WORKSPACE_CA=none.pem");
        refusal.Message.ShouldContain($"{Path.Combine(temp.Checkout.Root, "none.pem")} is not a file");
    }

    [Test]
    [Platform("Unix")]
    public void Should_refuse_a_file_that_the_agent_can_exchange()
    {
        using var temp = new TempCheckout();
        Directory.CreateDirectory(temp.Checkout.Projects);
        var file = Path.Combine(temp.Checkout.Root, "ca.pem");
        File.WriteAllText(file, One.Certificate);
        File.CreateSymbolicLink(Path.Combine(temp.Checkout.Projects, "link.pem"), file);
        File.WriteAllText(Path.Combine(temp.Checkout.Projects, "own.pem"), One.Certificate);

        foreach (var name in new[] { "link.pem", "own.pem" })
        {
            temp.WriteEnv($"WORKSPACE_CA=projects/{name}");
            Should.Throw<SandboxException>(() => temp.Env.Read()).Message.ShouldContain("where the agent can replace it");
        }

        temp.WriteEnv("WORKSPACE_CA=ca.pem");
        temp.Env.Read().Authorities.ShouldNotBeEmpty();
    }

    private static string Refusal(string text) => Should.Throw<FormatException>(() => CertificateFile.Parse(text)).Message;

    private static (string Certificate, string Key) Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
