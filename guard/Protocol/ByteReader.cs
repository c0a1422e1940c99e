using System.Buffers.Binary;

namespace AiSandbox.Guard.Protocol;

/// <summary>Reads the fields of a message one after the other. What is not there is never read: each step says so.</summary>
/// <param name="bytes">The message.</param>
public ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>Takes a number of bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="taken">The bytes.</param>
    public bool TryTake(int count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (count > _rest.Length)
            return false;
        taken = _rest[..count];
        _rest = _rest[count..];
        return true;
    }

    /// <summary>Takes a byte.</summary>
    /// <param name="value">The byte.</param>
    public bool TryTakeByte(out int value)
    {
        var isThere = TryTake(1, out var taken);
        value = isThere ? taken[0] : 0;
        return isThere;
    }

    /// <summary>Takes a number of two bytes.</summary>
    /// <param name="value">The number.</param>
    public bool TryTakeUInt16(out int value)
    {
        var isThere = TryTake(2, out var taken);
        value = isThere ? BinaryPrimitives.ReadUInt16BigEndian(taken) : 0;
        return isThere;
    }

    /// <summary>Takes a number of four bytes.</summary>
    /// <param name="value">The number.</param>
    public bool TryTakeUInt32(out uint value)
    {
        var isThere = TryTake(4, out var taken);
        value = isThere ? BinaryPrimitives.ReadUInt32BigEndian(taken) : 0;
        return isThere;
    }

    /// <summary>Takes a vector with its length in four bytes before it, which SSH calls a string.</summary>
    /// <param name="taken">The vector.</param>
    public bool TryTakeVector32(out ReadOnlySpan<byte> taken)
    {
        taken = default;
        return TryTakeUInt32(out var length) && length <= int.MaxValue && TryTake((int)length, out taken);
    }

    /// <summary>Takes a vector with its length in one byte before it.</summary>
    /// <param name="taken">The vector.</param>
    public bool TryTakeVector8(out ReadOnlySpan<byte> taken)
    {
        taken = default;
        return TryTakeByte(out var length) && TryTake(length, out taken);
    }

    /// <summary>Takes a vector with its length in two bytes before it.</summary>
    /// <param name="taken">The vector.</param>
    public bool TryTakeVector16(out ReadOnlySpan<byte> taken)
    {
        taken = default;
        return TryTakeUInt16(out var length) && TryTake(length, out taken);
    }
}
