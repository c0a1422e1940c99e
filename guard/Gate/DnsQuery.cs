using System.Buffers.Binary;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Gate;

/// <summary>A question, as RFC 1035 writes it: a header, one question, and EDNS (RFC 6891) behind it or not.</summary>
/// <param name="End">Where the question ends in the message.</param>
/// <param name="Name">The name in the guard's spelling; null where it is none that a list can hold.</param>
/// <param name="Type">The type of record.</param>
/// <param name="Class">The class; 1 is the internet.</param>
/// <param name="HasEdns">Whether the answer may say more than RFC 1035 has a place for.</param>
internal readonly record struct DnsQuery(int End, string? Name, ushort Type, ushort Class, bool HasEdns)
{
    public const int HeaderBytes = 12;

    /// <summary>The longest question that is read: more than any has, and no more than EDNS lets a client send.</summary>
    public const int MaximumBytes = 4096;

    private const int MaximumLabel = 63;
    private const int MaximumName = 255;
    private const byte ResponseBit = 0x80;
    private const byte OperationBits = 0x78;
    private const ushort EdnsType = 41;

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message as it came, damaged or not.</param>
    /// <param name="query">The question, where the code is <see cref="DnsCode.None"/>.</param>
    /// <returns>What is wrong with it; null where it gets no answer at all.</returns>
    public static DnsCode? Read(ReadOnlySpan<byte> message, out DnsQuery query)
    {
        query = default;
        // An answer is never answered: two resolvers could go on for ever.
        if (message.Length < HeaderBytes || (message[2] & ResponseBit) != 0)
            return null;
        if ((message[2] & OperationBits) != 0)
            return DnsCode.NotImplemented;
        if (Word(message, 4) != 1 || Word(message, 6) != 0 || Word(message, 8) != 0)
            return DnsCode.Malformed;

        Span<byte> text = stackalloc byte[MaximumName];
        var at = HeaderBytes;
        var length = 0;
        var isName = true;
        while (true)
        {
            // A pointer (0xC0) has nothing to point to in a question.
            if (at >= message.Length || message[at] > MaximumLabel)
                return DnsCode.Malformed;
            var label = message[at++];
            if (label == 0)
                break;
            if (at + label > message.Length || length + label + 1 > MaximumName - 1)
                return DnsCode.Malformed;

            // A dot inside a label is no border between two.
            isName &= !message.Slice(at, label).Contains((byte)'.');
            if (length > 0)
                text[length++] = (byte)'.';
            message.Slice(at, label).CopyTo(text[length..]);
            length += label;
            at += label;
        }

        if (at + 4 > message.Length)
            return DnsCode.Malformed;
        var name = "";
        isName = isName && HostName.Parse(text[..length], out name) == HostKind.Name;
        query = new DnsQuery(at + 4, isName ? name : null, Word(message, at), Word(message, at + 2), HasOption(message, at + 4));
        return DnsCode.None;
    }

    // EDNS is a record of the root's, mostly the only one.
    private static bool HasOption(ReadOnlySpan<byte> message, int at) =>
        Word(message, 10) > 0 && at + 11 <= message.Length && message[at] == 0 && Word(message, at + 1) == EdnsType;

    private static ushort Word(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}
