using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace AiSandbox.Host.Model.Toolchains;

/// <summary>The features there are.</summary>
/// <param name="All">In the order of the image's layers: toolchains, then agents, which change more often.</param>
public sealed record FeatureCatalogue(IReadOnlyList<Feature> All)
{
    /// <summary>The folder, as messages name it.</summary>
    public const string Folder = "images/workspace/features";

    /// <summary>How many an image can have: the slots of its Dockerfile.</summary>
    public const int Slots = 12;

    /// <summary>Those that are agents.</summary>
    public IEnumerable<Feature> Agents => All.Where(feature => feature.IsAgent);

    /// <summary>Reads the files of a folder; none where it is missing.</summary>
    /// <exception cref="SandboxException">A file is wrong.</exception>
    public static FeatureCatalogue Read(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.txt") : [];
        return new(
        [
            .. files
                .Select(path => (Path: path, Name: Path.GetFileNameWithoutExtension(path)))
                .Select(file => FeatureFile.Read(file.Name, $"{Folder}/{file.Name}.txt", File.ReadAllLines(file.Path)))
                .OrderBy(feature => feature.IsAgent)
                .ThenBy(feature => feature.Name, StringComparer.Ordinal),
        ]);
    }

    /// <summary>Reads names, separated by blanks or commas, with a version behind an @ where one is wanted.</summary>
    /// <returns>The features, each once, in the order of the layers.</returns>
    /// <exception cref="FormatException">A name is none of theirs, a version cannot be had, or there are more than an image can have.</exception>
    public IReadOnlyList<Feature> Parse(string value)
    {
        var wanted = new Dictionary<string, Feature>(StringComparer.Ordinal);
        foreach (var words in value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(word => word.Split('@', 2)))
        {
            var feature = All.FirstOrDefault(feature => feature.Name == words[0]) ?? throw new FormatException(Unknown(words[0]));
            if (!wanted.TryAdd(feature.Name, words is [_, var version] ? feature.In(version) : feature))
                throw new FormatException($"{feature.Name} is named in two versions.");
        }

        return wanted.Count <= Slots
            ? [.. All.Select(feature => wanted.GetValueOrDefault(feature.Name)).OfType<Feature>()]
            : throw new FormatException($"an image takes {Slots} toolchains at most.");
    }

    private string Unknown(string name)
    {
        var hint = Nearest.To(name, All.Select(feature => feature.Name)) is { } near
            ? $"Did you mean {near}?"
            : $"There are {string.Join(", ", All.Select(feature => feature.Name))}.";
        return $"'{name}' is not a toolchain. {hint}";
    }
}
