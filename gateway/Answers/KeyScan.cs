namespace AiSandbox.Gateway.Answers;

/// <summary>
/// An answer as it passes: it ends with an exception before the last letter of a key is handed on. What could be the beginning of
/// one is held back until more comes, and no more than that, so that a stream stays a stream.
/// </summary>
internal sealed class KeyScan(Stream inner, IReadOnlyList<byte[]> secrets, Action<ReadOnlySpan<byte>> seen) : Stream
{
    private readonly byte[] _buffer = new byte[16 * 1024 + secrets.Max(secret => secret.Length)];
    private int _filled, _ready;
    private bool _ended;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready == 0 && !_ended)
        {
            var count = await inner.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            seen(_buffer.AsSpan(_filled, count));
            _filled += count;
            _ended = count == 0;
            var window = _buffer.AsSpan(0, _filled);
            foreach (var secret in secrets)
            {
                if (window.IndexOf(secret) >= 0)
                    throw new KeyReflectedException();
            }

            _ready = _ended ? _filled : _filled - Held(window);
        }

        var handed = Math.Min(buffer.Length, _ready);
        _buffer.AsSpan(0, handed).CopyTo(buffer.Span);
        _buffer.AsSpan(handed, _filled - handed).CopyTo(_buffer);
        (_filled, _ready) = (_filled - handed, _ready - handed);
        return handed;
    }

    private int Held(ReadOnlySpan<byte> window)
    {
        var most = 0;
        foreach (var secret in secrets)
        {
            for (var length = Math.Min(secret.Length - 1, window.Length); length > most; length--)
            {
                if (window[^length..].SequenceEqual(secret.AsSpan(0, length)))
                    most = length;
            }
        }

        return most;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>An answer had the key in it.</summary>
internal sealed class KeyReflectedException() : IOException("The answer has the key in it.");
