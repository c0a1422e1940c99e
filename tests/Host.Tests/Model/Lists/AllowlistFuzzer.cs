using System.Text;

namespace Host.Tests.Model.Lists;

/// <summary>Makes files that come close to valid ones: those are where mistakes are. The same seed makes the same files.</summary>
internal sealed class AllowlistFuzzer(int seed)
{
    private const int MostChanges = 8;
    private const int HugeLine = 20_000;

    // What means something to a shell, a terminal, a text editor, Squid, DNS or Unicode.
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\n", "\r\n", "\r", "\0", "\t", " ", "#", "\"", "'", "`", "\\", "\\\n", "/", "//", "https://", "ssh://", "@", ":443", ":22", ":0", "*", "*.", ".", "..", "-", "-n", "-i",
            "--", "_", "[::1]", "::ffff:127.0.0.1", "127.1", "0x7f.1", "2130706433", "localhost", "a.localhost", "x.onion", "xn--", "xn--a", "xn--bcher-kva.example",
            " 443", " 22", " 80", " private", " broad", " until=2099-12-31", " until=2000-01-01", " until=", "acl x dst all", "\nhttp_access allow all\n", "include /etc/passwd",
            "\"/etc/passwd\"", "!", "|", ",", ";", "%0a", "%41", "${HOME}", "{{ x }}", "{% raw %}", "\u00A0", "\u200B", "\u202E", "\u2028", "\u3002", "\uFEFF", "\u212A", "ü", "а.example", "日本.example",
            ".com", "com", ".co.uk", ".example", "a.example", ".b.example", "A.EXAMPLE", new string('a', 63), new string('a', 64) + ".example", string.Concat(Enumerable.Repeat("abc.", 70)),
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x80], [0xFF], [0x1B, 0x5B],
    ];

    private static readonly string[] Valid =
    [
        File.ReadAllText(Path.Combine(Settings.TempCheckout.Repository, "allowed-sites.txt")),
        ".github.com\npypi.org 443  # wheels\ngit.example.org 22\ngit.corp.example 443 private\n.example.org until=2099-12-31\n",
        string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 3 == 0 ? "." : "")}h{i}.team{i % 7}.example.com{(i % 4 == 0 ? " 22" : "")}\n")),
        "a.example",
        "# nothing but words\n\n",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next file.</summary>
    public byte[] Next()
    {
        var text = Valid[_random.Next(Valid.Length)];
        var bytes = _random.Next(12) switch
        {
            0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            1 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            2 => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")),
            3 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };
        for (var changes = _random.Next(MostChanges + 1); changes > 0; changes--)
            bytes = Change(bytes);

        return bytes;
    }

    private byte[] Change(byte[] bytes)
    {
        var (from, to) = (_random.Next(bytes.Length + 1), _random.Next(bytes.Length + 1));
        (from, to) = (Math.Min(from, to), Math.Max(from, to));
        switch (_random.Next(10))
        {
            case 0 when bytes.Length > 0: // one bit
                var flipped = (byte[])bytes.Clone();
                flipped[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
                return flipped;
            case 1 when bytes.Length > 0: // one byte
                var other = (byte[])bytes.Clone();
                other[_random.Next(bytes.Length)] = (byte)_random.Next(256);
                return other;
            case 2: // a piece is gone
                return [.. bytes[..from], .. bytes[Math.Min(to, from + _random.Next(40))..]];
            case 3: // a piece comes again
                return [.. bytes[..to], .. bytes[from..Math.Min(to, from + 200)], .. bytes[to..]];
            case 4: // the rest is that of another file
                var second = Encoding.UTF8.GetBytes(Valid[_random.Next(Valid.Length)]);
                return [.. bytes[..from], .. second[_random.Next(second.Length)..]];
            case 5 when _random.Next(20) == 0: // a huge line
                return [.. bytes[..from], .. Enumerable.Repeat((byte)"a.# \0"[_random.Next(5)], _random.Next(HugeLine)), .. bytes[from..]];
            case 6: // noise
                var noise = new byte[_random.Next(30)];
                _random.NextBytes(noise);
                return [.. bytes[..from], .. noise, .. bytes[from..]];
            default:
                return [.. bytes[..from], .. Tokens[_random.Next(Tokens.Length)], .. bytes[from..]];
        }
    }
}
