using AiSandbox.Verification.Catalogue;
using Policy.Tests;

namespace Verification.Tests;

/// <summary>The cases that the repository ships.</summary>
internal static class Shipped
{
    private static readonly Lazy<CaseCatalogue> Read = new(() => CaseCatalogue.Parse(Files));

    public static IEnumerable<(string Name, string Text)> Files =>
        Directory.GetFiles(Repository.File("build", "verification", "cases"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

    public static CaseCatalogue Catalogue => Read.Value;
}
