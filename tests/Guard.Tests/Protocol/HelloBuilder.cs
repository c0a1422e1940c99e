using System.Buffers.Binary;
using System.Text;

namespace Guard.Tests.Protocol;

/// <summary>Builds TLS hellos, right ones and wrong ones.</summary>
internal static class HelloBuilder
{
    public const int ServerName = 0;

    public static byte[] Hello(string host) => Record(Message(Body(Names(host), Extension(43, [2, 3, 4]))));

    public static byte[] Hello(params byte[][] extensions) => Record(Message(Body(extensions)));

    public static byte[] Body(params byte[][] extensions) =>
        [3, 3, .. new byte[32], 0, 0, 2, 0x13, 1, 1, 0, .. Vector16(Join(extensions))];

    public static byte[] Names(params string[] hosts) =>
        Extension(ServerName, Vector16(Join(hosts.Select(host => (byte[])[0, .. Vector16(Encoding.ASCII.GetBytes(host))]))));

    public static byte[] Extension(int type, byte[] data) => [(byte)(type >> 8), (byte)type, .. Vector16(data)];

    public static byte[] Message(byte[] body, byte type = 1) =>
        [type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    public static byte[] Record(byte[] fragment, byte type = 22) => [type, 3, 1, .. Vector16(fragment)];

    /// <summary>The same message over records of at most so many bytes.</summary>
    public static byte[] Records(byte[] message, int size) => Join(message.Chunk(size).Select(chunk => Record(chunk)));

    public static byte[] Join(IEnumerable<byte[]> parts) => parts.SelectMany(part => part).ToArray();

    private static byte[] Vector16(byte[] data)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)data.Length);
        return [.. length, .. data];
    }
}
