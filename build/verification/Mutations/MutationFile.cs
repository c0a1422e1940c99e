using AiSandbox.Verification.Catalogue;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AiSandbox.Verification.Mutations;

/// <summary>Reads the mutations: data, as strict as the cases. One that changes nothing would prove nothing.</summary>
public static class MutationFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "mutations.yaml";

    /// <summary>Reads the mutations.</summary>
    /// <param name="text">The file.</param>
    /// <param name="rules">The files that they weaken, by name.</param>
    /// <param name="cases">The ids of all cases.</param>
    /// <exception cref="CatalogueException">The file is not right.</exception>
    public static IReadOnlyList<Mutation> Parse(
        string text, IReadOnlyDictionary<string, string> rules, IReadOnlyCollection<string> cases)
    {
        var problems = new List<CatalogueProblem>();
        var mutations = Read(text, problems);
        foreach (var mutation in mutations)
        {
            problems.AddRange(Check(mutation, rules, cases)
                .Select(reason => new CatalogueProblem(Name, mutation.Line, $"'{mutation.Id}': {reason}")));
        }

        problems.AddRange(mutations.GroupBy(mutation => mutation.Id, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => new CatalogueProblem(Name, same.Last().Line, $"the id '{same.Key}' is taken.")));
        if (mutations.Count == 0)
            problems.Add(new CatalogueProblem(Name, 1, "There is no mutation."));

        return problems.Count == 0 ? mutations : throw new CatalogueException("The mutations of Verify are not valid", problems);
    }

    private static List<Mutation> Read(string text, List<CatalogueProblem> problems)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException wrong)
        {
            problems.Add(new CatalogueProblem(Name, Math.Max(1, wrong.Start.Line), $"This is not YAML: {wrong.Message}"));
            return [];
        }

        if (stream.Documents is not [var document])
            return [];
        var file = new StrictMapping(Name, document.RootNode, "The file of mutations", problems);
        var mutations = file.Items("mutations").Select(node => Mutation(node, problems)).ToList();
        file.RefuseOthers("The file of mutations");

        return mutations;
    }

    private static Mutation Mutation(YamlNode node, List<CatalogueProblem> problems)
    {
        var fields = new StrictMapping(Name, node, "A mutation", problems);
        var mutation = new Mutation(
            fields.Required("id"),
            fields.Required("what"),
            fields.Required("file"),
            fields.Required("replace"),
            fields.Optional("with") ?? "",
            fields.Texts("caught-by"),
            fields.Line);
        fields.RefuseOthers("A mutation");

        return mutation;
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
