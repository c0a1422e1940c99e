using System.Buffers.Binary;

namespace AiSandbox.Guard.Protocol;

/// <summary>
/// Reads a client's TLS hello as its bytes come in, over any number of packets and records. Every byte is looked at once;
/// the hello is put together beside the received bytes, which go on as they are.
/// </summary>
public sealed class HelloReader(string host, bool allowEncrypted)
{
    /// <summary>The most bytes that a hello may take, its records' headers included.</summary>
    public const int MaximumBytes = 64 * 1024;

    private const int RecordHeader = 5;
    private const int MaximumRecord = 16 * 1024;
    private const int MessageHeader = 4;
    private const int Handshake = 22;
    private const int Hello = 1;

    private byte[] _message = new byte[1024];
    private int _filled;
    private int _used;
    private int _leftInRecord;

    /// <summary>Goes on with the hello.</summary>
    /// <param name="received">All bytes that were received so far, those of earlier calls included.</param>
    public HelloVerdict Read(ReadOnlySpan<byte> received)
    {
        var isWhole = received.Length < MaximumBytes;
        if (!isWhole)
            received = received[..MaximumBytes];

        while (_used < received.Length)
        {
            var verdict = _leftInRecord == 0 ? ReadRecordHeader(received[_used..]) : ReadFragment(received[_used..]);
            if (verdict is { } decided)
                return decided == HelloVerdict.NeedMore && !isWhole ? HelloVerdict.TooLarge : decided;
        }

        return isWhole ? HelloVerdict.NeedMore : HelloVerdict.TooLarge;
    }

    private HelloVerdict? ReadRecordHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != Handshake || (bytes.Length > 1 && bytes[1] != 3) || (bytes.Length > 2 && bytes[2] > 4))
            return _used == 0 ? HelloVerdict.NotTls : HelloVerdict.Malformed;
        if (bytes.Length < RecordHeader)
            return HelloVerdict.NeedMore;

        _leftInRecord = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
        _used += RecordHeader;
        return _leftInRecord is 0 or > MaximumRecord ? HelloVerdict.Malformed : null;
    }

    private HelloVerdict? ReadFragment(ReadOnlySpan<byte> bytes)
    {
        var wanted = _filled < MessageHeader ? MessageHeader : Length;
        var fragment = bytes[..Math.Min(Math.Min(bytes.Length, _leftInRecord), wanted - _filled)];
        if (_filled + fragment.Length > _message.Length)
            Array.Resize(ref _message, Math.Max(_message.Length * 2, _filled + fragment.Length));
        fragment.CopyTo(_message.AsSpan(_filled));
        _filled += fragment.Length;
        _used += fragment.Length;
        _leftInRecord -= fragment.Length;

        if (_message[0] != Hello)
            return HelloVerdict.Malformed;
        if (_filled < MessageHeader)
            return null;
        if (Length > MaximumBytes)
            return HelloVerdict.TooLarge;
        if (_filled < Length)
            return null;

        // Nothing may follow the hello in its record: a second hello could say something else.
        return _leftInRecord > 0
            ? HelloVerdict.Malformed
            : ClientHello.Check(_message.AsSpan(MessageHeader, _filled - MessageHeader), host, allowEncrypted);
    }

    private int Length => MessageHeader + (_message[1] << 16) + (_message[2] << 8) + _message[3];
}
