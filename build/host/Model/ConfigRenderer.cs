using AiSandbox.Host.Model.Text;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model;

/// <summary>Renders a template of <c>templates/</c> from a model to text.</summary>
public sealed class ConfigRenderer(Checkout checkout)
{
    /// <summary>Renders a template.</summary>
    /// <param name="template">The template's file name below <c>templates/</c>, ".sbn" included.</param>
    /// <param name="model">Its properties are the values.</param>
    /// <exception cref="SandboxException">The template is missing or is not valid, or names a value the model lacks.</exception>
    public string Render(string template, object model) =>
        new TextTemplate(Path.Combine(checkout.Templates, template), checkout).Render(model);

    /// <summary>Renders a template into a file, atomically.</summary>
    /// <returns>Whether the file's content changed.</returns>
    public bool RenderTo(string path, string template, object model, UnixFileMode mode = FileStore.Public) =>
        FileStore.Write(path, Render(template, model), mode);
}
