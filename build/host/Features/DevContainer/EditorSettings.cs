using System.Text.Json;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.DevContainer;

/// <summary>
/// The settings of one VS Code by which it hands credentials of the host to a container. They are the user's own: no file of a
/// project can set them, so they are read and required.
/// </summary>
/// <param name="Path">settings.json of the user, whether it exists or not.</param>
/// <param name="Missing">The lines that it lacks, as they are to be written.</param>
public sealed record EditorSettings(string Path, IReadOnlyList<string> Missing)
{
    // What each does without the line: copies .gitconfig; answers git for credentials; the same for registries of images;
    // mounts the display's socket; forwards what WSL offers. All are on unless the user turns them off.
    private static readonly (string Name, string Wanted)[] Required =
    [
        ("dev.containers.copyGitConfig", "false"),
        ("dev.containers.gitCredentialHelperConfigLocation", "\"none\""),
        ("dev.containers.dockerCredentialHelper", "false"),
        ("dev.containers.mountWaylandSocket", "false"),
        ("dev.containers.forwardWSLServices", "false"),
    ];

    private static readonly string[] Editors = ["Code", "Code - Insiders", "VSCodium"];

    /// <summary>The settings of every VS Code that this user has.</summary>
    /// <param name="applicationData">The folder in which programs keep what belongs to the user.</param>
    /// <exception cref="SandboxException">A file is not JSON, not even with comments.</exception>
    public static IReadOnlyList<EditorSettings> FindAll(string applicationData) =>
    [
        .. from editor in Editors
           let folder = System.IO.Path.Combine(applicationData, editor, "User")
           where Directory.Exists(folder)
           select Read(System.IO.Path.Combine(folder, "settings.json")),
    ];

    private static EditorSettings Read(string path) => new(path, MissingOf(path, FileStore.Read(path) ?? "{}"));

    private static IReadOnlyList<string> MissingOf(string path, string text)
    {
        try
        {
            using var settings = JsonDocument.Parse(
                string.IsNullOrWhiteSpace(text) ? "{}" : text,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var given = settings.RootElement.EnumerateObject().ToLookup(setting => setting.Name, setting => setting.Value.GetRawText(), StringComparer.Ordinal);

            // Of a name given twice, VS Code takes the last.
            return [.. Required.Where(required => given[required.Name].LastOrDefault() != required.Wanted).Select(required => $"\"{required.Name}\": {required.Wanted},")];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            var line = failure is JsonException { LineNumber: { } number } ? $":{number + 1}" : "";
            throw new SandboxException(
                $"{path}{line} is not what VS Code's settings look like, so what it hands over to a container is not known: {failure.Message}",
                "repair that file, then open this folder again",
                inner: failure);
        }
    }
}
