using System.Security.Cryptography;

namespace Guard.Tests.Keys;

/// <summary>An SSH server's key, with which it signs the session that a client has with it.</summary>
internal sealed class HostKey : IDisposable
{
    private const string Algorithm = "ecdsa-sha2-nistp256";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Public
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return [.. Wire.Text(Algorithm), .. Wire.Text("nistp256"), .. Wire.Text([4, .. point.X!, .. point.Y!])];
        }
    }

    /// <summary>As known_hosts has it behind the name.</summary>
    public string Line => $"{Algorithm} {Convert.ToBase64String(Public)}";

    /// <summary>The message that binds a connection to this host.</summary>
    public byte[] Bind(byte[] session, byte isForwarded = 0)
    {
        var signature = _key.SignData(session, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        byte[] numbers = [.. Positive(signature[..32]), .. Positive(signature[32..])];
        return Wire.Bind(Public, session, [.. Wire.Text(Algorithm), .. Wire.Text(numbers)], isForwarded);
    }

    public void Dispose() => _key.Dispose();

    // Without zeros before it, but for the one that says that it is not negative.
    private static byte[] Positive(byte[] number)
    {
        var bytes = number.SkipWhile(value => value == 0).ToArray();
        return Wire.Text(bytes is [>= 0x80, ..] ? [0, .. bytes] : bytes);
    }
}
