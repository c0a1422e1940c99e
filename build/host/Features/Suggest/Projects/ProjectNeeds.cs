using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest.Projects;

/// <summary>What the files of a tree need; everything in it is safe to print.</summary>
public sealed class ProjectNeeds(ScanLimits limits)
{
    private const int LongestPath = 80;

    private readonly Dictionary<(string Host, AllowedPorts Port), string> _hosts = [];
    private readonly SortedDictionary<string, string> _presets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _refused = new(StringComparer.Ordinal);
    private readonly List<string> _skipped = [];
    private string _file = "";

    /// <summary>The files that were read.</summary>
    public int Files { get; private set; }

    /// <summary>Hosts that were not kept, because there were too many.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Skipped files that are not named, because there were too many.</summary>
    public int MoreSkipped { get; private set; }

    /// <summary>The hosts, each with the first file that names it.</summary>
    public IReadOnlyList<Wanted> Hosts => [.. _hosts
        .Select(one => new Wanted(one.Key.Host, one.Key.Port, one.Value))
        .OrderBy(one => one.Host, StringComparer.Ordinal).ThenBy(one => one.Port)];

    /// <summary>The presets, each with the first file that needs it.</summary>
    public IReadOnlyList<WantedPreset> Presets => [.. _presets.Select(one => new WantedPreset(one.Key, one.Value))];

    /// <summary>Hosts that can stand in no list, each with the reason.</summary>
    public IReadOnlyCollection<string> Refused => [.. _refused.Select(one => $"{one.Key}: {one.Value}")];

    /// <summary>Files and folders that were not read, each with the reason.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>Everything that follows stands in a file.</summary>
    /// <param name="file">Its path below the root.</param>
    internal void Begin(string file)
    {
        Files++;
        _file = Shown(file);
    }

    /// <summary>The file needs a registry as a whole.</summary>
    internal void Preset(string name) => _presets.TryAdd(name, _file);

    /// <summary>The file names an address; what leads to no host is passed over.</summary>
    internal void Address(string text)
    {
        if (HostAddress.Read(text) is not { } address)
            return;

        var shown = SafeText.Ascii(address.Host, LongestPath);
        if (address.Refusal is { } refusal)
        {
            Refuse(shown, refusal);
            return;
        }

        if (AskedName.Read(address.Host, out var why) is { } name)
            Keep(name, address.Port == 22 ? AllowedPorts.Ssh : AllowedPorts.Https);
        else
            Refuse(shown, why);
    }

    /// <summary>A file or folder is not read.</summary>
    internal void Skip(string path, string why)
    {
        if (_skipped.Count < limits.Hosts)
            _skipped.Add($"{Shown(path)}: {why}");
        else
            MoreSkipped++;
    }

    private void Keep(string host, AllowedPorts port)
    {
        if (_hosts.ContainsKey((host, port)))
            return;
        if (_hosts.Count < limits.Hosts)
            _hosts.Add((host, port), _file);
        else
            LeftOut++;
    }

    private void Refuse(string shown, string why)
    {
        if (_refused.Count < limits.Hosts)
            _refused.TryAdd(shown, $"{why} ({_file})");
        else
            LeftOut++;
    }

    private static string Shown(string path) => SafeText.Ascii(path.Replace(Path.DirectorySeparatorChar, '/'), LongestPath);
}
