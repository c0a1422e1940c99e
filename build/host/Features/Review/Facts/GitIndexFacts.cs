using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using AiSandbox.Host.Features.Review.Rules;

namespace AiSandbox.Host.Features.Review.Facts;

/// <summary>
/// What is wrong with a repository's index (https://git-scm.com/docs/index-format). Git writes files out by the paths in it, and
/// does not check them then: it trusts that it wrote them itself.
/// </summary>
internal static class GitIndexFacts
{
    private const int HeaderBytes = 12, StatBytes = 40, FlagBytes = 2, ExtensionHeader = 8;
    private const int LongestName = 4096; // PATH_MAX
    private const long AllNames = 256 << 20;
    private const int MostFacts = 50;
    private static readonly int[] HashLengths = [20, 32];
    private static readonly string[] Unlinked = [".gitmodules", ".gitattributes", ".gitignore", ".mailmap"];

    /// <summary>A line for every path that git does not write there by itself; none where all is well.</summary>
    public static IReadOnlyList<string> Read(byte[] index)
    {
        // The length of a hash is said elsewhere, in a file that an agent can write as well: both are tried, and both count.
        var read = HashLengths.Select(hash => Read(index, hash)).Where(facts => facts is not null).ToList();
        return read.Count == 0
            ? ["cannot be read as git does; look"]
            : [.. read.SelectMany(facts => facts!).Distinct(StringComparer.Ordinal).Take(MostFacts)];
    }

    private static List<string>? Read(byte[] index, int hash)
    {
        var facts = new List<string>();
        var (starts, links, hidden, nameless) = (new List<int>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase), 0, false);
        var end = Walk(index, hash, (name, mode, flags, start) =>
        {
            starts.Add(start);
            nameless |= name.Length == 0;
            hidden += (flags & 0x40000000) != 0 ? 1 : 0; // skip-worktree
            var type = mode >> 12;
            if (type is 0xa or 0xe && (flags & 0x3000) == 0)
                links.Add(Encoding.UTF8.GetString(name));
            if (facts.Count >= MostFacts)
                return;
            if (IsSuspect(name) && Fault(Encoding.UTF8.GetString(name), type) is { } fault)
                facts.Add($"{fault}: {Encoding.UTF8.GetString(name)}");
            if (mode is not (0x81a4 or 0x81ed or 0xa000 or 0xe000 or 0x4000))
                facts.Add($"a mode that git does not write, {Convert.ToString(mode, 8)}: {Encoding.UTF8.GetString(name)}");
            if ((flags & 0x8000) != 0)
                facts.Add($"git does not show its changes, assume-unchanged: {Encoding.UTF8.GetString(name)}");
        });
        if (end is not { } at || Extensions(index, at, index.Length - hash, starts) is not { } more)
            return null;
        if (nameless && !more.Remove("link"))
            facts.Add("a path without a name");
        more.Remove("link");
        facts.AddRange(more);
        if (hidden > 0)
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"git does not show changes of paths that are marked skip-worktree: {hidden}"));
        if (links.Count > 0)
            Walk(index, hash, (name, _, flags, _) => Below(name, flags, links, facts));
        return facts;
    }

    private delegate void Entry(ReadOnlySpan<byte> name, int mode, int flags, int start);

    // Where the entries end; null where git could not read them, or where they are longer than paths are.
    private static int? Walk(byte[] index, int hash, Entry entry)
    {
        var (end, at, names) = (index.Length - hash, HeaderBytes, 0L);
        if (end < HeaderBytes || !index.AsSpan().StartsWith("DIRC"u8) || Number(index, 4) is not (>= 2 and <= 4) || Number(index, 8) < 0)
            return null;

        var (version, count, name, length) = (Number(index, 4), Number(index, 8), new byte[LongestName], 0);
        for (var i = 0; i < count; i++)
        {
            var (start, fixedBytes) = (at, StatBytes + hash + FlagBytes);
            if (at + fixedBytes + FlagBytes > end)
                return null;
            var flags = BinaryPrimitives.ReadUInt16BigEndian(index.AsSpan(at + StatBytes + hash)) | 0;
            if ((flags & 0x4000) != 0)
            {
                flags |= BinaryPrimitives.ReadUInt16BigEndian(index.AsSpan(at + fixedBytes)) << 16;
                fixedBytes += FlagBytes;
            }

            at += fixedBytes;
            var kept = 0;
            if (version == 4)
            {
                if (Variable(index, end, ref at) is not { } stripped || stripped > length)
                    return null;
                kept = length - stripped;
            }

            var own = flags & 0xfff;
            if (own == 0xfff)
                own = kept + index.AsSpan(at, end - at).IndexOf((byte)0);
            if (own < kept || own > LongestName || at + own - kept >= end || (names += own) > AllNames)
                return null;
            index.AsSpan(at, own - kept).CopyTo(name.AsSpan(kept));
            length = own;
            entry(name.AsSpan(0, length), Number(index, start + 24), flags, start);
            at = version == 4 ? at + own - kept + 1 : start + ((fixedBytes + own + 8) & ~7);
        }

        return at <= end ? at : null;
    }

    // What follows the entries. Two of them say where threads of git begin to read: they must not lead elsewhere.
    private static List<string>? Extensions(byte[] index, int first, int end, List<int> starts)
    {
        var (facts, at) = (new List<string>(), first);
        while (at < end)
        {
            if (at + ExtensionHeader > end || Number(index, at + 4) is var size && (size < 0 || size > end - at - ExtensionHeader))
                return null;
            var name = Encoding.ASCII.GetString(index, at, 4);
            var data = index.AsSpan(at + ExtensionHeader, size);
            if (name == "link")
                facts.Add(name);
            if ((name == "EOIE" && (data.Length < 4 || BinaryPrimitives.ReadInt32BigEndian(data) != first)) || (name == "IEOT" && !IsTable(data, starts)))
                facts.Add($"its table {name} leads elsewhere");
            at += ExtensionHeader + data.Length;
        }

        return at == end ? facts : null;
    }

    private static bool IsTable(ReadOnlySpan<byte> table, List<int> starts)
    {
        var next = 0;
        for (var at = 4; at + 8 <= table.Length; at += 8)
        {
            var (offset, count) = (BinaryPrimitives.ReadInt32BigEndian(table[at..]), BinaryPrimitives.ReadInt32BigEndian(table[(at + 4)..]));
            if (count < 0 || next >= starts.Count || offset != starts[next] || next + count > starts.Count)
                return false;
            next += count;
        }

        return next == starts.Count;
    }

    // Most names are done here: nothing in them can lead elsewhere.
    private static bool IsSuspect(ReadOnlySpan<byte> name) =>
        name.IndexOfAny("\\:~\0"u8) >= 0 || name.IndexOfAny((byte)0xe2, (byte)0xef) >= 0 || name.StartsWith("."u8) || name.StartsWith("/"u8)
        || name.EndsWith("/"u8) || name.IndexOf("/."u8) >= 0 || name.IndexOf("//"u8) >= 0;

    // verify_path of git's read-cache.c, for every system at once.
    private static string? Fault(string name, int type)
    {
        var words = name.TrimEnd('\0').Split('/', '\\');
        if (type == 0x4 && words[^1].Length == 0)
            words = words[..^1]; // a folder of a sparse index
        if (name.Contains('\0', StringComparison.Ordinal) || words[0] is [(>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ':', ..] || words.Any(word => word is "" or "." or ".."))
            return "leads out of the repository";
        if (words.Any(GitFolder.IsNamed))
            return "leads into the repository's own folder";
        return type == 0xa && Unlinked.Contains(words[^1], StringComparer.OrdinalIgnoreCase) ? "a link where git expects a file" : null;
    }

    private static void Below(ReadOnlySpan<byte> name, int flags, HashSet<string> links, List<string> facts)
    {
        if ((flags & 0x3000) != 0 || facts.Count >= MostFacts || name.IndexOf((byte)'/') < 0)
            return;

        var (path, lookup) = (Encoding.UTF8.GetString(name), links.GetAlternateLookup<ReadOnlySpan<char>>());
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (lookup.Contains(path.AsSpan(0, slash)))
            {
                facts.Add($"lies below a link or a submodule: {path}");
                return;
            }
        }
    }

    private static int Number(byte[] index, int at) => BinaryPrimitives.ReadInt32BigEndian(index.AsSpan(at));

    // decode_varint of git's varint.c
    private static int? Variable(byte[] index, int end, ref int at)
    {
        var value = 0;
        for (var first = true; at < end; first = false)
        {
            var c = index[at++];
            value = first ? c & 127 : ((value + 1) << 7) + (c & 127);
            if (value is < 0 or > LongestName)
                return null;
            if ((c & 128) == 0)
                return value;
        }

        return null;
    }
}
