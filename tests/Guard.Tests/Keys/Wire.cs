using System.Buffers.Binary;
using System.Text;

namespace Guard.Tests.Keys;

/// <summary>Writes what SSH sends: numbers, and strings with their length before them.</summary>
internal static class Wire
{
    public static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Text(byte[] bytes) => [.. Number((uint)bytes.Length), .. bytes];

    public static byte[] Text(string text) => Text(Encoding.Latin1.GetBytes(text));

    public static byte[] Frame(byte[] message) => Text(message);

    public static byte[] Sign(byte[] key, byte[] data, uint flags = 0) => [13, .. Text(key), .. Text(data), .. Number(flags)];

    public static byte[] File(string name = "git", string hash = "sha512", int length = 64, string reserved = "") =>
        [.. "SSHSIG"u8, .. Text(name), .. Text(reserved), .. Text(hash), .. Text(new byte[length])];

    public static byte[] Login(byte[] key, string user = "git", byte[]? session = null, byte[]? host = null, string service = "ssh-connection") =>
        [.. Text(session ?? new byte[32]), 50, .. Text(user), .. Text(service),
         .. Text(host is null ? "publickey" : "publickey-hostbound-v00@openssh.com"), 1, .. Text("ssh-ed25519"), .. Text(key),
         .. host is null ? [] : Text(host)];

    public static byte[] Bind(byte[] host, byte[] session, byte[] signature, byte isForwarded = 0) =>
        [27, .. Text("session-bind@openssh.com"), .. Text(host), .. Text(session), .. Text(signature), isForwarded];
}
