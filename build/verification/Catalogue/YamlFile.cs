using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AiSandbox.Verification.Catalogue;

/// <summary>A file of YAML: one document.</summary>
internal static class YamlFile
{
    /// <summary>The root of a file; <see langword="null"/> where it is no YAML, and that is added to the problems.</summary>
    public static YamlNode? Root(string file, string text, ICollection<CatalogueProblem> problems)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(text));
        try
        {
            stream.Load(parser);
        }
        catch (Exception wrong) when (wrong is YamlException or InvalidOperationException)
        {
            // The scanner fails in its own way where a bracket is not closed, and then does not say where.
            var line = wrong is YamlException { Start.Line: > 0 } at ? at.Start.Line : parser.Current?.End.Line ?? 1;
            problems.Add(new CatalogueProblem(new Origin(file, line), $"This is not YAML: {wrong.Message}"));
            return null;
        }

        if (stream.Documents is [var document])
            return document.RootNode;
        problems.Add(new CatalogueProblem(new Origin(file, 1), "The file must hold one YAML document."));
        return null;
    }
}
