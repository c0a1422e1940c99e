using System.Text.Encodings.Web;
using AiSandbox.Host.Model.Text;
using AiSandbox.Host.Platform;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model.Text;

public sealed class TextTemplateTests
{
    private readonly TempCheckout _folder = new();

    [OneTimeTearDown]
    public void Dispose() => _folder.Dispose();

    [Test]
    public void Should_put_in_the_values_of_the_model() => Render("{{ one }} {{ row.two }}").ShouldBe("1 2");

    [TestCase("{{ missing }}", "missing")]
    [TestCase("{{ row.tow }}", "tow")]
    [TestCase("{{ missing.member }}", "missing")]
    [TestCase("{{ one | reise }}", "reise")]
    [TestCase("{{ if missing }}x{{ end }}", "missing")]
    public void Should_refuse_what_nothing_defines_and_name_the_place(string template, string name)
    {
        var message = Should.Throw<SandboxException>(() => Render($"first line\n{template}")).Message;

        message.ShouldContain(name);
        message.ShouldContain("template.sbn(2,");
    }

    [Test]
    public void Should_refuse_a_template_that_is_not_valid() =>
        Should.Throw<SandboxException>(() => Render("{{ if one }}")).Message.ShouldContain("not a valid Scriban template");

    // The library cuts text off at a mebibyte unless it is told otherwise, and its loops at a thousand rounds.
    [Test]
    public void Should_render_all_of_it_when_it_is_longer_than_the_limits_of_the_library()
    {
        var rows = Enumerable.Range(0, 100_000).Select(number => $"row {number} ............").ToList();

        var text = Render("{{ for row in rows }}{{ row }}\n{{ end }}", ("rows", rows));

        text.Length.ShouldBeGreaterThan(1 << 20);
        text.ShouldBe(string.Concat(rows.Select(row => $"{row}\n")));
    }

    [Test]
    public void Should_encode_values_and_neither_the_template_nor_what_is_marked_raw() =>
        Render("<b>{{ evil }}</b>{{ evil | raw }}", HtmlEncoder.Default, ("evil", "<i>")).ShouldBe("<b>&lt;i&gt;</b><i>");

    private string Render(string template, params (string Name, object? Value)[] more) => Render(template, null, more);

    private string Render(string template, TextEncoder? encoder, params (string Name, object? Value)[] more)
    {
        var path = Path.Combine(_folder.Checkout.Root, "template.sbn");
        File.WriteAllText(path, template);
        var model = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["one"] = 1,
            ["row"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["two"] = 2 },
        };
        foreach (var (name, value) in more)
            model[name] = value;

        return new TextTemplate(path, _folder.Checkout).Render(model, encoder);
    }
}
