using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Verification.Mutations;

/// <summary>The mutations: data, as strict as the cases. One that changes nothing would prove nothing.</summary>
[Description("The file of mutations")]
internal sealed record MutationFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "mutations.yaml";

    /// <summary>The mutations.</summary>
    [Required]
    public IReadOnlyList<Mutation> Mutations { get; init; } = [];

    /// <summary>Reads the mutations.</summary>
    /// <param name="text">The file.</param>
    /// <param name="rules">The files that they weaken, by name.</param>
    /// <param name="cases">The ids of all cases.</param>
    /// <exception cref="CatalogueException">The file is not right.</exception>
    public static IReadOnlyList<Mutation> Parse(
        string text, IReadOnlyDictionary<string, string> rules, IReadOnlyCollection<string> cases)
    {
        var problems = new List<CatalogueProblem>();
        var mutations = YamlFile.Root(Name, text, problems) is { } root ? new StrictYaml(Name, problems, (_, words) => words).Read<MutationFile>(root).Mutations : [];
        foreach (var mutation in mutations)
        {
            problems.AddRange(Check(mutation, rules, cases)
                .Select(reason => new CatalogueProblem(mutation.Origin, $"'{mutation.Id}': {reason}")));
        }

        problems.AddRange(mutations.GroupBy(mutation => mutation.Id, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => new CatalogueProblem(same.Last().Origin, $"the id '{same.Key}' is taken.")));
        if (mutations.Count == 0)
            problems.Add(new CatalogueProblem(new Origin(Name, 1), "There is no mutation."));

        return problems.Count == 0 ? mutations : throw new CatalogueException("The mutations of Verify are not valid", problems);
    }

    private static IEnumerable<string> Check(
        Mutation mutation, IReadOnlyDictionary<string, string> rules, IReadOnlyCollection<string> cases)
    {
        if (!rules.TryGetValue(mutation.File, out var text))
        {
            yield return $"'file: {mutation.File}' is not one of {string.Join(", ", rules.Keys)}.";
        }
        else if (mutation.Replace.Length > 0)
        {
            var count = text.Split(mutation.Replace).Length - 1;
            if (count != 1)
                yield return $"its 'replace' stands in {mutation.File} {count} times and must stand there once.";
        }

        if (mutation.CaughtBy.Count == 0)
            yield return "'caught-by' names no case.";
        foreach (var id in mutation.CaughtBy.Where(id => !cases.Contains(id, StringComparer.Ordinal)))
            yield return $"the case '{id}' does not exist.";
    }
}
