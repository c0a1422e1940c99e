using AiSandbox.Host.Adapters.Files;

namespace AiSandbox.Host.Services;

/// <summary>Renders a Liquid template of <c>templates/</c> from a model to text.</summary>
/// <param name="checkout">The checkout that holds the templates.</param>
public sealed class ConfigRenderer(Checkout checkout)
{
    /// <summary>Renders a template.</summary>
    /// <param name="template">The template's file name below <c>templates/</c>, ".liquid" included.</param>
    /// <param name="model">The values by the names that the template uses.</param>
    /// <exception cref="SandboxException">The template is missing or is not valid Liquid, or names a value the model lacks.</exception>
    public string Render(string template, IReadOnlyDictionary<string, object?> model) =>
        new LiquidTemplate(Path.Combine(checkout.Templates, template), checkout).Render(model);

    /// <summary>Renders a template into a file, atomically.</summary>
    /// <returns>Whether the file's content changed.</returns>
    public bool RenderTo(
        string path, string template, IReadOnlyDictionary<string, object?> model, UnixFileMode mode = FileStore.Public) =>
        FileStore.Write(path, Render(template, model), mode);
}
