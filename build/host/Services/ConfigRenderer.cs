using AiSandbox.Host.Adapters.Files;
using Fluid;

namespace AiSandbox.Host.Services;

/// <summary>Renders a Liquid template of <c>templates/</c> from a model to text.</summary>
/// <param name="checkout">The checkout that holds the templates.</param>
public sealed class ConfigRenderer(Checkout checkout)
{
    private static readonly FluidParser Parser = new();

    /// <summary>Renders a template.</summary>
    /// <param name="template">The template's file name below <c>templates/</c>, ".liquid" included.</param>
    /// <param name="model">The values by the names that the template uses.</param>
    /// <exception cref="SandboxException">The template is missing or is not valid Liquid, or names a value the model lacks.</exception>
    public string Render(string template, IReadOnlyDictionary<string, object?> model)
    {
        var path = Path.Combine(checkout.Templates, template);
        if (!File.Exists(path))
            throw new SandboxException($"{path} is missing.", $"git restore templates/{template}");
        if (!Parser.TryParse(File.ReadAllText(path), out var parsed, out var error))
            throw new SandboxException($"{path} is not a valid Liquid template: {error}");

        var options = new TemplateOptions { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };
        var undefined = new List<string>();
        options.Undefined = name =>
        {
            undefined.Add(name);
            return ValueTask.FromResult<Fluid.Values.FluidValue>(Fluid.Values.NilValue.Instance);
        };
        var context = new TemplateContext(options);
        foreach (var (name, value) in model)
            context.SetValue(name, value);

        var text = parsed.Render(context);
        return undefined.Count == 0
            ? text
            : throw new SandboxException($"{path} uses {string.Join(", ", undefined.Distinct(StringComparer.Ordinal))}, which nothing defines.");
    }

    /// <summary>Renders a template into a file, atomically.</summary>
    /// <returns>Whether the file's content changed.</returns>
    public bool RenderTo(
        string path, string template, IReadOnlyDictionary<string, object?> model, UnixFileMode mode = FileStore.Public) =>
        FileStore.Write(path, Render(template, model), mode);
}
