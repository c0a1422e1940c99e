using System.Text.RegularExpressions;

namespace AiSandbox.Policy.Presets;

/// <summary>The presets there are; a file that is wrong concerns only who names it.</summary>
public sealed partial class PresetCatalogue
{
    /// <summary>The folder, as messages name it.</summary>
    public const string Folder = "templates/presets";

    private readonly SortedDictionary<string, PresetReading> _readings = new(StringComparer.Ordinal);

    /// <summary>Reads presets.</summary>
    /// <param name="files">The files by the preset's name.</param>
    /// <param name="suffixes">The domains below which anybody can register.</param>
    public PresetCatalogue(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, PublicSuffixList suffixes)
    {
        foreach (var (name, bytes) in files)
            _readings[name] = PresetFile.Read(new AllowlistSource($"{Folder}/{name}.txt", bytes), name, suffixes);
    }

    /// <summary>No preset.</summary>
    public static PresetCatalogue None { get; } = new([], PublicSuffixList.None);

    /// <summary>The names, in order.</summary>
    public IReadOnlyCollection<string> Names => _readings.Keys;

    /// <summary>What is wrong with any of the files.</summary>
    public IReadOnlyList<Finding> Problems => [.. _readings.Values.SelectMany(reading => reading.Problems)];

    /// <summary>The presets whose files are right, by name.</summary>
    public IReadOnlyList<Preset> All => [.. _readings.Values.Select(reading => reading.Preset).OfType<Preset>()];

    /// <summary>What the file of a name turned out to be; <see langword="null"/> where there is none.</summary>
    /// <param name="name">The name without the @; case does not count.</param>
    public PresetReading? Find(string name) => _readings.GetValueOrDefault(name.ToLowerInvariant());

    /// <summary>Whether a text can be a preset's name.</summary>
    public static bool IsName(string text) => Valid().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Valid();
}
