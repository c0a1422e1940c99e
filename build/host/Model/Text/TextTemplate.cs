using System.Text.Encodings.Web;
using AiSandbox.Host.Platform;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace AiSandbox.Host.Model.Text;

/// <summary>A Scriban template that refuses to render what nothing defines.</summary>
/// <param name="checkout">The checkout, to say how a missing file comes back.</param>
internal sealed class TextTemplate(string path, Checkout checkout)
{
    /// <summary>Renders it from a model to text.</summary>
    /// <param name="model">Its properties are the values: <c>VisibleHostname</c> is <c>visible_hostname</c> in the template.</param>
    /// <param name="encoder">Encodes every value that is put in; <see langword="null"/> for plain text.</param>
    /// <exception cref="SandboxException">
    /// The template is missing or is not valid, or names a value the model lacks.
    /// </exception>
    public string Render(object model, TextEncoder? encoder = null)
    {
        if (!File.Exists(path))
        {
            throw new SandboxException(
                $"{path} is missing.", $"git restore {Path.GetRelativePath(checkout.Root, path).Replace('\\', '/')}");
        }

        var template = Template.Parse(File.ReadAllText(path), path);
        if (template.HasErrors)
            throw new SandboxException($"{path} is not a valid Scriban template: {string.Join("; ", template.Messages)}", "git diff templates");

        var values = new ScriptObject(StringComparer.Ordinal);
        values.Import(model);
        var context = new EncodingContext(encoder)
        {
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            // No limit: the models are the host's own, and text that is cut off is a hole in a configuration.
            LimitToString = 0,
            LoopLimit = 0,
        };
        values.Import("raw", new Func<string, RawText>(text => new RawText(text)));
        context.PushGlobal(values);
        try
        {
            return template.Render(context);
        }
        catch (ScriptRuntimeException wrong)
        {
            throw new SandboxException($"{path} cannot be rendered: {wrong.Message}", "git diff templates", inner: wrong);
        }
    }

    // What is put in passes here, the template's own text does not.
    private sealed class EncodingContext(TextEncoder? encoder) : TemplateContext
    {
        public override TemplateContext Write(SourceSpan span, object? textAsObject) => textAsObject is RawText raw
            ? base.Write(span, raw.Text)
            : base.Write(span, encoder?.Encode(ObjectToString(textAsObject) ?? "") ?? textAsObject);
    }

    private sealed record RawText(string Text);
}
