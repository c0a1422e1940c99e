using System.Globalization;
using AiSandbox.Host.Platform.Text;

namespace AiSandbox.Host.Features.Home.Archives;

/// <summary>
/// Hands a tar archive on, entry by entry as each has been checked. It takes the form that Backup writes and no other, so that
/// what this reader sees and what tar unpacks are the same.
/// </summary>
/// <param name="mostBytes">So much of it is taken: a small gzip unpacks to any length, and fills the engine's disk.</param>
/// <param name="mostEntries">So many files and folders: the names of all of them are remembered.</param>
internal sealed class CheckedArchive(Stream source, Stream sink, long mostBytes = 100_000_000_000, int mostEntries = 10_000_000)
{
    private const int LongestHeader = 1 << 20;

    private long _bytes;

    private readonly byte[] _buffer = new byte[256 * TarHeader.Block];
    private readonly ArchivePaths _paths = new();

    /// <summary>Hands all of it on.</summary>
    /// <returns>How many entries there were.</returns>
    /// <exception cref="ArchiveException">It is broken, ends too early, or holds what may not be unpacked.</exception>
    /// <exception cref="InvalidDataException">It is no gzip, or a broken one.</exception>
    public async Task<int> CopyAsync(CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> pax = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            var block = new byte[TarHeader.Block];
            await ReadAsync(block, cancellation);
            if (!block.AsSpan().ContainsAnyExcept((byte)0))
                break;

            var header = TarHeader.Read(block);
            if (header.Type == 'x')
            {
                pax = await PaxAsync(header, block, cancellation);
                continue;
            }

            var size = pax.TryGetValue("size", out var text) ? Number(text) : header.Size;
            // What has no content must not have one: readers do not agree on whether it is skipped.
            if (size != 0 && header.Type is not '0')
                throw new ArchiveException("an entry without content has one");
            if (pax.ContainsKey("GNU.sparse.name") && pax.ContainsKey("path"))
                throw new ArchiveException("an entry in it has two names");
            _paths.Add(header.Type, pax.GetValueOrDefault("GNU.sparse.name") ?? pax.GetValueOrDefault("path") ?? header.Name, pax.GetValueOrDefault("linkpath") ?? header.LinkName);
            if (_paths.Count > mostEntries)
                throw new ArchiveException($"it holds more than {mostEntries.ToString("N0", CultureInfo.InvariantCulture)} files and folders");

            await sink.WriteAsync(block, cancellation);
            await CopyAsync(Padded(size), cancellation);
            pax = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        await EndAsync(cancellation);
        return _paths.Count;
    }

    private async Task<IReadOnlyDictionary<string, string>> PaxAsync(TarHeader header, byte[] block, CancellationToken cancellation)
    {
        if (header.Size is 0 or > LongestHeader)
            throw new ArchiveException("a header in it is too long");

        var bytes = new byte[Padded(header.Size)];
        await ReadAsync(bytes, cancellation);
        await sink.WriteAsync(block, cancellation);
        await sink.WriteAsync(bytes, cancellation);
        return PaxRecords.Read(bytes.AsSpan(0, (int)header.Size));
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        // A second empty block, and what fills up the record: all of it empty.
        var block = new byte[TarHeader.Block];
        await ReadAsync(block, cancellation);
        for (var read = block.Length; read > 0; read = await source.ReadAsync(block, cancellation), Count(read))
        {
            if (block.AsSpan(0, read).ContainsAnyExcept((byte)0))
                throw new ArchiveException("something stands behind its end");
        }

        await sink.WriteAsync(new byte[2 * TarHeader.Block], cancellation);
        await sink.FlushAsync(cancellation);
    }

    private async Task CopyAsync(long bytes, CancellationToken cancellation)
    {
        while (bytes > 0)
        {
            var part = _buffer.AsMemory(0, (int)Math.Min(bytes, _buffer.Length));
            await ReadAsync(part, cancellation);
            await sink.WriteAsync(part, cancellation);
            bytes -= part.Length;
        }
    }

    private async Task ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        Count(buffer.Length);
        if (await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation) < buffer.Length)
            throw new ArchiveException("it ends too early");
    }

    private void Count(int bytes)
    {
        _bytes += bytes;
        if (_bytes > mostBytes)
            throw new ArchiveException($"it unpacks to more than {Quantity.Size(mostBytes)}");
    }

    private static long Padded(long size) => (size + TarHeader.Block - 1) / TarHeader.Block * TarHeader.Block;

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1L << 50
            ? number
            : throw new ArchiveException("a number in it cannot be read");
}
