using System.Buffers.Binary;

namespace AiSandbox.Guard.Forward;

/// <summary>What a frame says.</summary>
internal enum FrameKind : byte
{
    /// <summary>The inside can be talked to.</summary>
    Ready = 1,

    /// <summary>A new connection; its port, two bytes. The outside alone opens.</summary>
    Open,

    /// <summary>Bytes of a connection.</summary>
    Data,

    /// <summary>No more bytes will come on it.</summary>
    End,

    /// <summary>It is gone, both ways; one byte: whether nobody listens there.</summary>
    Reset,

    /// <summary>How many bytes more may be sent on it; four bytes.</summary>
    Credit,
}

/// <summary>A part of the one stream that carries all connections of Forward: kind, connection, length, and what there is.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Connection">Which connection, by a number that the outside gives out.</param>
/// <param name="Content">The bytes: of Open, Data, Reset and Credit.</param>
internal readonly record struct Frame(FrameKind Kind, int Connection, ReadOnlyMemory<byte> Content)
{
    /// <summary>The most that a frame holds, in bytes.</summary>
    public const int Most = 32 * 1024;

    /// <summary>What stands before the content, in bytes.</summary>
    public const int HeadBytes = 9;

    /// <summary>The number in Open and Credit.</summary>
    public int Number => Kind is FrameKind.Open ? BinaryPrimitives.ReadUInt16BigEndian(Content.Span) : BinaryPrimitives.ReadInt32BigEndian(Content.Span);

    /// <summary>The frame of a number.</summary>
    public static Frame Of(FrameKind kind, int connection, int number)
    {
        var content = new byte[kind is FrameKind.Open ? sizeof(ushort) : sizeof(int)];
        if (kind is FrameKind.Open)
            BinaryPrimitives.WriteUInt16BigEndian(content, (ushort)number);
        else
            BinaryPrimitives.WriteInt32BigEndian(content, number);
        return new Frame(kind, connection, content);
    }

    /// <summary>Whether the content has the length that the kind asks for.</summary>
    public static bool Fits(FrameKind kind, int length) => kind switch
    {
        FrameKind.Ready or FrameKind.End => length == 0,
        FrameKind.Open => length == sizeof(ushort),
        FrameKind.Data => length is > 0 and <= Most,
        FrameKind.Reset => length == 1,
        FrameKind.Credit => length == sizeof(int),
        _ => false,
    };

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeadBytes + Content.Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), Connection);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), Content.Length);
        Content.Span.CopyTo(bytes.AsSpan(HeadBytes));
        return bytes;
    }
}
