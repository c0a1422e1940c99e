using AiSandbox.Host.Platform;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Host.Features.Verify;

/// <summary>Reads the files of Verify's cases.</summary>
internal static class CaseFiles
{
    private const string Extension = ".yaml";

    /// <summary>Reads every file of a folder, and those that users put beside them.</summary>
    /// <param name="folder">The cases that ship.</param>
    /// <param name="own">The folder of the users' own, which need not be there.</param>
    /// <exception cref="SandboxException">There is no case, or a file is not right: each problem with its line.</exception>
    public static CaseCatalogue Load(string folder, string? own = null)
    {
        var mine = In(own).ToList();
        // A case that is not read because of its file's name would be taken for one that passes.
        if (mine.Find(path => Path.GetExtension(path) != Extension) is { } other)
        {
            throw new SandboxException(
                $"{CaseCatalogue.Own}{Path.GetFileName(other)}: rename it, since the name of a file of cases ends with {Extension}.", exitCode: ExitCodes.Usage);
        }

        var catalogue = Checked(() => CaseCatalogue.Parse(
        [
            .. In(folder).Where(path => Path.GetExtension(path) == Extension).Select(path => (Path.GetFileName(path), File.ReadAllText(path))),
            .. mine.Select(path => (CaseCatalogue.Own + Path.GetFileName(path), File.ReadAllText(path))),
        ]));

        return catalogue.Cases.Count > 0
            ? catalogue
            : throw new SandboxException("There is no case to verify.", "git restore build/verification/cases");
    }

    /// <summary>What is read from data; where that is not right, the user is told.</summary>
    public static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CatalogueException wrong)
        {
            throw new SandboxException(wrong.Message, exitCode: ExitCodes.Usage);
        }
    }

    private static IEnumerable<string> In(string? folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)
        : [];
}
