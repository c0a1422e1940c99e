using System.Globalization;
using System.Text;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Home.Archives;

/// <summary>The records of a pax header: "LENGTH KEY=VALUE\n", the length counting itself.</summary>
internal static class PaxRecords
{
    // What Backup's tar writes. Others may mean something to one reader and nothing to another.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "path", "linkpath", "size", "uid", "gid", "uname", "gname", "mtime",
        "GNU.sparse.major", "GNU.sparse.minor", "GNU.sparse.name", "GNU.sparse.realsize",
    };

    /// <summary>Reads them; a character of a value stands for a byte.</summary>
    /// <exception cref="ArchiveException">They are none.</exception>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> bytes)
    {
        var records = new Dictionary<string, string>(StringComparer.Ordinal);
        while (bytes.Length > 0)
        {
            var space = bytes.IndexOf((byte)' ');
            if (space < 1 || !int.TryParse(bytes[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > bytes.Length || bytes[length - 1] != '\n')
            {
                throw new ArchiveException("a header in it is broken");
            }

            var record = bytes[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1)
                throw new ArchiveException("a header in it is broken");
            var key = Encoding.UTF8.GetString(record[..equals]);
            if (!Known.Contains(key) || !records.TryAdd(key, Encoding.Latin1.GetString(record[(equals + 1)..])))
                throw new ArchiveException($"a header in it says what no backup says: {SafeText.Of(key, 60)}");
            bytes = bytes[length..];
        }

        return records;
    }
}
