using AiSandbox.Host.Services.Allowlist;

namespace AiSandbox.Host.Services.Traffic;

/// <summary>
/// Which entry of the list in force covers a host: the guard keeps a budget an entry, and this is read from the files that
/// it reads.
/// </summary>
internal sealed class EntryNames
{
    private readonly NameIndex<string> _https;
    private readonly NameIndex<string> _ssh;

    /// <summary>The entries of two lists.</summary>
    /// <param name="https">The lines of allowed-443.</param>
    /// <param name="ssh">The lines of allowed-22.</param>
    public EntryNames(IEnumerable<string> https, IEnumerable<string> ssh) => (_https, _ssh) = (IndexOf(https), IndexOf(ssh));

    /// <summary>The lists that <c>Up</c> rendered; none where it has not yet.</summary>
    public static EntryNames Read(Checkout checkout)
    {
        return new EntryNames(Lines("allowed-443"), Lines("allowed-22"));

        IEnumerable<string> Lines(string name)
        {
            var path = Path.Combine(checkout.Configs, "proxy", name);
            return File.Exists(path) ? File.ReadLines(path) : [];
        }
    }

    /// <summary>The entry as the list spells it, or the host itself where none covers it.</summary>
    public string Of(string host, string port)
    {
        foreach (var entry in (port == "22" ? _ssh : _https).Including(host, isDomain: false))
            return entry;

        return host;
    }

    private static NameIndex<string> IndexOf(IEnumerable<string> lines)
    {
        var index = new NameIndex<string>();
        foreach (var line in lines)
        {
            var isDomain = line.StartsWith('.');
            index.At(isDomain ? line[1..] : line, isDomain) = line;
        }

        return index;
    }
}
