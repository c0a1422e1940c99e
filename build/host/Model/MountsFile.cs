using System.Text.Encodings.Web;
using System.Text.Json;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model;

/// <summary>What Compose mounts by the settings, besides what compose.yaml says: it cannot loop over a variable.</summary>
internal static class MountsFile
{
    /// <summary>The template.</summary>
    public const string Template = "compose.mounts.yaml.sbn";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file, or removes it where nothing is to stand in it.</summary>
    public static void Write(Checkout checkout, ConfigRenderer renderer, WorkspaceSettings settings)
    {
        // A mount comes before what lies in it.
        var (covers, hash) = new HiddenFiles(checkout).Cover(settings);
        var mounts = settings.Mounts.Select(mount => (mount.Source, mount.Target)).Concat(covers).ToList();
        if (mounts.Count > 0)
            FileStore.Write(checkout.MountsCompose, TextOf(renderer, mounts, hash));
        else
            FileStore.Remove(checkout.MountsCompose);
    }

    /// <summary>The text of the file.</summary>
    /// <param name="renderer">Renders it.</param>
    /// <param name="mounts">Where each lies on the host, and where the workspace sees it.</param>
    /// <param name="hidden">Which files are covered: where that is another, the workspace is made anew.</param>
    public static string TextOf(ConfigRenderer renderer, IEnumerable<(string Source, string Target)> mounts, string hidden) =>
        renderer.Render(Template, new { Hidden = hidden, Mounts = mounts.Select(mount => new { Source = Quoted(mount.Source), Target = Quoted(mount.Target) }).ToList() });

    // JSON is YAML; a $ would be Compose's.
    private static string Quoted(string path) => JsonSerializer.Serialize(path, Plain).Replace("$", "$$", StringComparison.Ordinal);
}
