using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace AiSandbox.Host.Services;

/// <summary>A Liquid template that refuses to render what nothing defines.</summary>
/// <param name="path">The template's file.</param>
/// <param name="checkout">The checkout, to say how a missing file comes back.</param>
internal sealed class LiquidTemplate(string path, Checkout checkout)
{
    private static readonly FluidParser Parser = new();

    /// <summary>Renders it from a model to text.</summary>
    /// <param name="model">The values by the names that the template uses.</param>
    /// <param name="encoder">Encodes every value that is put in; <see langword="null"/> for plain text.</param>
    /// <exception cref="SandboxException">
    /// The template is missing or is not valid Liquid, or names a value the model lacks.
    /// </exception>
    public string Render(IReadOnlyDictionary<string, object?> model, TextEncoder? encoder = null)
    {
        if (!File.Exists(path))
        {
            throw new SandboxException(
                $"{path} is missing.", $"git restore {Path.GetRelativePath(checkout.Root, path).Replace('\\', '/')}");
        }

        if (!Parser.TryParse(File.ReadAllText(path), out var parsed, out var error))
            throw new SandboxException($"{path} is not a valid Liquid template: {error}");

        var undefined = new List<string>();
        var context = new TemplateContext(new TemplateOptions
        {
            MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.SnakeCase },
            Undefined = name =>
            {
                undefined.Add(name);
                return ValueTask.FromResult<FluidValue>(NilValue.Instance);
            },
        });
        foreach (var (name, value) in model)
            context.SetValue(name, value);

        var text = parsed.Render(context, encoder ?? NullEncoder.Default);
        return undefined.Count == 0
            ? text
            : throw new SandboxException(
                $"{path} uses {string.Join(", ", undefined.Distinct(StringComparer.Ordinal))}, which nothing defines.");
    }
}
