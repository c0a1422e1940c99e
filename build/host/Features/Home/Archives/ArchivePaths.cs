using System.Text;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Home.Archives;

/// <summary>
/// What of an archive may be unpacked: plain files, folders, pipes, symbolic links, and hard links to files that came before.
/// A symbolic link may say anything, as it may in the sandbox, and nothing is written through one.
/// </summary>
internal sealed class ArchivePaths
{
    private const string Stage = ".ai-sandbox-restore"; // of home.sh

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);

    /// <summary>How many entries there were.</summary>
    public int Count { get; private set; }

    /// <summary>Takes the next one.</summary>
    /// <exception cref="ArchiveException">It may not be unpacked.</exception>
    public void Add(char type, string name, string linkName)
    {
        var path = Below(name, "an entry");
        Count++;
        if (path.Length > 0 && _links.Contains(path) && type != '2')
            throw new ArchiveException($"{Show(name)} would be written through a symbolic link");
        switch (type)
        {
            case '0':
                _files.Add(path);
                break;
            case '1':
                AddHardLink(path, name, linkName);
                break;
            case '2':
                _files.Remove(path);
                _links.Add(path);
                break;
            case '3' or '4':
                throw new ArchiveException($"{Show(name)} is a device");
            case '5' or '6':
                break;
            default:
                throw new ArchiveException($"{Show(name)} is of a type that no backup has ({Show(type.ToString())})");
        }
    }

    // Of a symbolic link as well, which makes another one.
    private void AddHardLink(string path, string name, string linkName)
    {
        var target = Below(linkName, "a hard link");
        if (_links.Contains(target))
            _links.Add(path);
        else if (_files.Contains(target))
            _files.Add(path);
        else
            throw new ArchiveException($"the hard link {Show(name)} leads to {Show(linkName)}, which is not a file of the archive");
    }

    private string Below(string name, string what)
    {
        var words = name.Split('/');
        if (name.Length == 0 || name.StartsWith('/') || words.Contains("..", StringComparer.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
            throw new ArchiveException($"{what} leads out of it: {Show(name)}");
        if (words.FirstOrDefault(word => word is not ("" or ".")) is Stage)
            throw new ArchiveException($"{Show(name)} is a name that Restore needs for itself");

        var path = string.Join('/', words.Where(word => word is not ("" or ".")));
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (_links.Contains(path[..slash]))
                throw new ArchiveException($"{Show(name)} would be written through a symbolic link");
        }

        return path;
    }

    private static string Show(string name) => SafeText.Of(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name)), 120);
}
