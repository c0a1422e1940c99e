using System.Text;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Keys;

/// <summary>What is asked to be signed.</summary>
internal enum Purpose
{
    /// <summary>Neither of those below.</summary>
    Unknown,

    /// <summary>A login at an SSH server (RFC 4252, section 7).</summary>
    Login,

    /// <summary>A signature for a file, a commit, a tag (PROTOCOL.sshsig of OpenSSH).</summary>
    File,
}

/// <summary>What is asked to be signed, read strictly: whatever has a byte too many is unknown.</summary>
/// <param name="Purpose">What it is.</param>
/// <param name="Name">Whom a login is as, or the namespace of a file's signature; made safe to show.</param>
internal readonly record struct SignedData(Purpose Purpose, string Name)
{
    private const byte UserAuthRequest = 50;
    private const int MaximumSessionId = 64; // bytes: a hash

    /// <summary>Reads it.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="key">The public key that is to sign them; a login names it.</param>
    public static SignedData Read(ReadOnlySpan<byte> data, ReadOnlySpan<byte> key) =>
        data.StartsWith("SSHSIG"u8) ? File(data["SSHSIG"u8.Length..]) : Login(data, key);

    private static SignedData File(ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        return reader.TryTakeVector32(out var name)
            && reader.TryTakeVector32(out var reserved) && reserved.IsEmpty
            && reader.TryTakeVector32(out var hash)
            && reader.TryTakeVector32(out var digest)
            && digest.Length == (hash.SequenceEqual("sha512"u8) ? 64 : hash.SequenceEqual("sha256"u8) ? 32 : -1)
            && reader.IsEmpty
                ? new(Purpose.File, Safe(name))
                : default;
    }

    private static SignedData Login(ReadOnlySpan<byte> data, ReadOnlySpan<byte> key)
    {
        var reader = new ByteReader(data);
        if (!(reader.TryTakeVector32(out var session) && session.Length is > 0 and <= MaximumSessionId
            && reader.TryTakeByte(out var type) && type == UserAuthRequest
            && reader.TryTakeVector32(out var user)
            && reader.TryTakeVector32(out var service) && service.SequenceEqual("ssh-connection"u8)
            && reader.TryTakeVector32(out var method)
            && reader.TryTakeByte(out var isSigned) && isSigned == 1
            && reader.TryTakeVector32(out _) // the algorithm, which the key decides
            && reader.TryTakeVector32(out var named) && named.SequenceEqual(key)))
        {
            return default;
        }

        var isBound = method.SequenceEqual("publickey-hostbound-v00@openssh.com"u8);
        return (isBound ? reader.TryTakeVector32(out _) : method.SequenceEqual("publickey"u8)) && reader.IsEmpty
            ? new(Purpose.Login, Safe(user))
            : default;
    }

    /// <summary>Bytes that whoever asks has chosen, as a short word of plain characters.</summary>
    public static string Safe(ReadOnlySpan<byte> bytes)
    {
        const int most = 40;
        var text = new StringBuilder();
        foreach (var value in bytes[..Math.Min(bytes.Length, most)])
        {
            if (value is > (byte)' ' and < 0x7f and not (byte)'\\')
                text.Append((char)value);
            else
                text.Append($"\\x{value:x2}");
        }

        return bytes.Length > most ? $"{text}…" : text.Length > 0 ? text.ToString() : "(nobody)";
    }
}
