using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using YamlDotNet.RepresentationModel;

namespace AiSandbox.Verification.Catalogue;

/// <summary>A file of cases: a family.</summary>
[Description("A file of cases")]
internal sealed record CaseFile
{
    /// <summary>Texts that cases share; in a case, <c>@{name}</c> stands for one.</summary>
    public IReadOnlyDictionary<string, string> Programs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The cases.</summary>
    [Required]
    public IReadOnlyList<VerificationCase> Cases { get; init; } = [];

    /// <summary>Reads the cases; what is wrong is added to the problems.</summary>
    public static IReadOnlyList<VerificationCase> Read(string file, string text, ICollection<CatalogueProblem> problems)
    {
        if (YamlFile.Root(file, text, problems) is not { } root)
            return [];

        var programs = ProgramsOf(root);
        return new StrictYaml(file, problems, Fill).Read<CaseFile>(root).Cases;

        string Fill(YamlNode node, string words)
        {
            var filled = Placeholders.Fill(words, programs);
            foreach (var name in Placeholders.In(filled).Where(name => !Placeholders.IsKnown(name)))
            {
                problems.Add(new CatalogueProblem(
                    new Origin(file, node.Start.Line),
                    $"'@{{{name}}}' is neither a program of this file nor one of {string.Join(", ", Placeholders.Known)}."));
            }

            return filled;
        }
    }

    // Wherever they stand: the cases need them.
    private static Dictionary<string, string> ProgramsOf(YamlNode root) =>
        root is YamlMappingNode file && file.Children.TryGetValue(new YamlScalarNode("programs"), out var found) && found is YamlMappingNode programs
            ? programs.Children.Where(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode })
                .ToDictionary(pair => $"{((YamlScalarNode)pair.Key).Value}", pair => $"{((YamlScalarNode)pair.Value).Value}".Trim('\n'), StringComparer.Ordinal)
            : [];
}
