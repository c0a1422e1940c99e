using System.Text;
using AiSandbox.Host.Model;

namespace AiSandbox.Host.Features.DevContainer;

/// <summary>
/// The file <c>.env</c> beside compose.yaml, which Compose reads by itself where it is not called by this host: by an editor, by
/// hand. With it, both mean the same sandbox.
/// </summary>
public static class ComposeVariables
{
    /// <summary>The text of the file: what compose.yaml interpolates, one variable a line, in single quotes.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="added">What is added to compose.yaml, from the folder that it lies in.</param>
    public static string TextOf(Sandbox sandbox, params IEnumerable<string> added)
    {
        var text = new StringBuilder("# Written by ./build.sh --target=DevContainer, for Compose alone. Settings belong into env/workspace.env.\n");
        foreach (var (name, value) in sandbox.Interpolation().OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (value is not null)
                text.Append(name).Append('=').Append(Quoted(value)).Append('\n');
        }
        // By hand too, nothing that is hidden comes to light.
        if (added.Any())
            text.Append("COMPOSE_PATH_SEPARATOR=':'\nCOMPOSE_FILE=").Append(Quoted($"compose.yaml:{string.Join(':', added)}")).Append('\n');

        return text.ToString();
    }

    // Compose takes what stands in single quotes as it is; nothing but the quote itself is escaped
    // (https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax).
    private static string Quoted(string value) => $"'{value.Replace("'", "\\'", StringComparison.Ordinal)}'";
}
