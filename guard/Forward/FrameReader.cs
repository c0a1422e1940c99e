using System.Buffers.Binary;

namespace AiSandbox.Guard.Forward;

/// <summary>Takes frames out of bytes as they come.</summary>
/// <param name="take">Gets each frame; its content is its own.</param>
internal sealed class FrameReader(Action<Frame> take)
{
    private readonly byte[] _bytes = new byte[Frame.HeadBytes + Frame.Most];
    private int _count;

    /// <summary>Takes in some bytes.</summary>
    /// <exception cref="InvalidDataException">They are no frames: nothing that follows can be read.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var wanted = _count < Frame.HeadBytes ? Frame.HeadBytes : Frame.HeadBytes + Length();
            var some = Math.Min(bytes.Length, wanted - _count);
            bytes[..some].CopyTo(_bytes.AsSpan(_count));
            bytes = bytes[some..];
            _count += some;
            if (_count == Frame.HeadBytes && !Frame.Fits((FrameKind)_bytes[0], Length()))
                throw new InvalidDataException($"a frame of kind {_bytes[0]} with {Length()} bytes");
            if (_count < Frame.HeadBytes || _count < Frame.HeadBytes + Length())
                continue;

            _count = 0;
            take(new Frame((FrameKind)_bytes[0], BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(1)), _bytes.AsSpan(Frame.HeadBytes, Length()).ToArray()));
        }
    }

    private int Length() => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(5));
}
