using System.Text;

namespace AiSandbox.Guard.Protocol;

/// <summary>The body of a TLS ClientHello.</summary>
public static class ClientHello
{
    private const int ServerName = 0;

    /// <summary>Checks that a hello is well-formed and names one host, the expected one.</summary>
    /// <param name="body">The message without its header of four bytes.</param>
    /// <param name="host">The expected host, lower case.</param>
    /// <param name="allowEncrypted">Whether a hello may have an encrypted one inside.</param>
    public static HelloVerdict Check(ReadOnlySpan<byte> body, string host, bool allowEncrypted)
    {
        var reader = new ByteReader(body);
        if (!reader.TryTakeUInt16(out var version) || version >> 8 != 3
            || !reader.TryTake(32, out _)
            || !reader.TryTakeVector8(out var session) || session.Length > 32
            || !reader.TryTakeVector16(out var suites) || suites.Length < 2 || suites.Length % 2 != 0
            || !reader.TryTakeVector8(out var compressions) || compressions.IsEmpty)
            return HelloVerdict.Malformed;
        if (reader.IsEmpty)
            return HelloVerdict.NameMissing;
        return reader.TryTakeVector16(out var extensions) && reader.IsEmpty
            ? CheckExtensions(extensions, host, allowEncrypted)
            : HelloVerdict.Malformed;
    }

    private static HelloVerdict CheckExtensions(ReadOnlySpan<byte> extensions, string host, bool allowEncrypted)
    {
        Span<ulong> seen = stackalloc ulong[(ushort.MaxValue + 1) / 64];
        seen.Clear();
        var verdict = HelloVerdict.NameMissing;
        var isEncrypted = false;
        var reader = new ByteReader(extensions);
        while (!reader.IsEmpty)
        {
            if (!reader.TryTakeUInt16(out var type) || !reader.TryTakeVector16(out var data))
                return HelloVerdict.Malformed;

            // No extension comes twice. A server that takes the last and a reader that takes the first disagree.
            var bit = 1UL << (type % 64);
            if ((seen[type / 64] & bit) != 0)
                return type == ServerName ? HelloVerdict.NameSeveral : HelloVerdict.Malformed;
            seen[type / 64] |= bit;

            if (type == ServerName)
                verdict = CheckNames(data, host);
            isEncrypted |= HidesName(type);
        }

        return verdict == HelloVerdict.Accepted && isEncrypted && !allowEncrypted ? HelloVerdict.Encrypted : verdict;
    }

    // RFC 9849, and every number that its drafts gave to the extension and to what goes with it: encrypted_server_name, nonce,
    // padding, outer extensions, mark of the inner hello. 0xff01 is another one's, renegotiation, and every hello may have it.
    private static bool HidesName(int extension) =>
        extension is 0xda09 or 0xfd00 or 0xfd01 or (>= 0xfe00 and <= 0xfe0f) or (>= 0xff02 and <= 0xff08) or 0xff9f or 0xffcd or 0xffce;

    private static HelloVerdict CheckNames(ReadOnlySpan<byte> data, string host)
    {
        var reader = new ByteReader(data);
        if (!reader.TryTakeVector16(out var names) || !reader.IsEmpty)
            return HelloVerdict.Malformed;

        reader = new ByteReader(names);
        var verdict = HelloVerdict.NameMissing;
        for (var count = 0; !reader.IsEmpty; count++)
        {
            if (!reader.TryTakeByte(out var type) || !reader.TryTakeVector16(out var name))
                return HelloVerdict.Malformed;
            if (count > 0)
                return HelloVerdict.NameSeveral;
            if (type != 0)
                return HelloVerdict.Malformed;

            if (!name.IsEmpty)
                verdict = Ascii.EqualsIgnoreCase(name, host) ? HelloVerdict.Accepted : HelloVerdict.NameOther;
        }

        return verdict;
    }
}
