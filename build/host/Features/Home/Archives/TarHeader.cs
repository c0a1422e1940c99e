using System.Text;

namespace AiSandbox.Host.Features.Home.Archives;

/// <summary>A header block of a tar archive (POSIX ustar), read as narrowly as it is written.</summary>
/// <param name="Type">The type flag.</param>
/// <param name="Name">The name of what follows, a character for each byte: names need not be text, and no two may become one.</param>
/// <param name="LinkName">What a link points to.</param>
/// <param name="Size">The bytes that follow.</param>
internal sealed record TarHeader(char Type, string Name, string LinkName, long Size)
{
    /// <summary>The length of a block.</summary>
    public const int Block = 512;

    private const int SizeOffset = 124, ChecksumOffset = 148, TypeOffset = 156, LinkOffset = 157, MagicOffset = 257, PrefixOffset = 345;
    private const int NameLength = 100, NumberLength = 12, ChecksumLength = 8, PrefixLength = 155;

    /// <summary>Reads a block.</summary>
    /// <exception cref="ArchiveException">It is no such header.</exception>
    public static TarHeader Read(ReadOnlySpan<byte> block)
    {
        if (!block[MagicOffset..].StartsWith("ustar\u000000"u8))
            throw new ArchiveException("it is not an archive of Backup");

        var sum = 0L;
        for (var i = 0; i < Block; i++)
            sum += i is >= ChecksumOffset and < ChecksumOffset + ChecksumLength ? ' ' : block[i];
        if (Octal(block.Slice(ChecksumOffset, ChecksumLength)) != sum)
            throw new ArchiveException("a checksum in it is wrong");

        var (name, prefix) = (Text(block[..NameLength]), Text(block.Slice(PrefixOffset, PrefixLength)));
        var type = (char)block[TypeOffset];
        return new TarHeader(
            type == '\0' ? '0' : type,
            prefix.Length == 0 ? name : $"{prefix}/{name}",
            Text(block.Slice(LinkOffset, NameLength)),
            Octal(block.Slice(SizeOffset, NumberLength)));
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? field : field[..end]);
    }

    // Larger ones stand in a pax header.
    private static long Octal(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in field.Trim((byte)' ').TrimEnd((byte)0).TrimEnd((byte)' '))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                throw new ArchiveException("a number in it cannot be read");
            value = (value * 8) + (digit - '0');
        }

        return value;
    }
}
