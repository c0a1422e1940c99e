using System.Text;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Allowed;

/// <summary>The names of one port: <c>github.com</c> is that host alone, <c>.github.com</c> it and everything below.</summary>
public sealed class NameList
{
    private const long MaximumBytes = 64 * 1024 * 1024;

    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);

    private NameList()
    {
    }

    /// <summary>A list without a name.</summary>
    public static NameList Empty { get; } = new();

    /// <summary>Reads a list, a name a line.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">It cannot be read, or a line is no name.</exception>
    public static NameList Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumBytes)
                throw new ConfigurationException($"{path}: more than {MaximumBytes} bytes.");
            return Parse(File.ReadLines(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a list.</summary>
    /// <param name="lines">The lines. Empty ones and comments are left out.</param>
    /// <param name="path">Where they come from, for the message.</param>
    /// <exception cref="ConfigurationException">A line is no name.</exception>
    public static NameList Parse(IEnumerable<string> lines, string path)
    {
        var list = new NameList();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = line.AsSpan().Trim();
            if (text.IsEmpty || text[0] == '#')
                continue;

            var isDomain = text[0] == '.';
            if (isDomain)
                text = text[1..];
            if (!Ascii.IsValid(text) || HostName.Parse(Encoding.ASCII.GetBytes(text.ToArray()), out var name) != HostKind.Name)
                throw new ConfigurationException($"{path}: line {number} is not a host name.");
            _ = (isDomain ? list._domains : list._hosts).Add(name);
        }

        return list;
    }

    /// <summary>The entry that covers a host.</summary>
    /// <param name="host">The host, lower case.</param>
    /// <returns>The entry as the list spells it, or null.</returns>
    public string? Find(string host)
    {
        if (_hosts.Contains(host))
            return host;

        var domains = _domains.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start < host.Length;)
        {
            if (domains.TryGetValue(host.AsSpan(start), out var domain))
                return $".{domain}";
            var dot = host.IndexOf('.', start);
            start = dot < 0 ? host.Length : dot + 1;
        }

        return null;
    }
}
