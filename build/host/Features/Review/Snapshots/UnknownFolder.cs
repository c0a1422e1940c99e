using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AiSandbox.Host.Features.Review.Snapshots;

/// <summary>A folder that no rule knows, with all that lies in it: one path, whatever is in it.</summary>
internal sealed class UnknownFolder(string path)
{
    private const int MostNames = 200;
    private readonly List<string> _marks = [];
    private readonly List<string> _names = [];

    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>Adds what lies in it.</summary>
    /// <param name="inner">The path of that below the root.</param>
    /// <param name="mark">What changes when that does.</param>
    public void Add(string inner, string mark)
    {
        var name = inner[(path.Length + 1)..];
        _marks.Add(Hash($"{name}\0{mark}")[..16]);
        if (_names.Count < MostNames)
            _names.Add($"{name}  {Hash(mark)[..8]}");
    }

    /// <summary>It as one path.</summary>
    public WatchedPath Take()
    {
        _marks.Sort(StringComparer.Ordinal);
        _names.Sort(StringComparer.Ordinal);
        return new WatchedPath(path, ReviewKinds.Unknown.Id, "a folder", Hash(string.Join('\n', _marks)),
            _marks.Count <= MostNames ? _names : [string.Create(CultureInfo.InvariantCulture, $"{_marks.Count} files")]);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
