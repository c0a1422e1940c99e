using AiSandbox.Gateway.Configuration;

namespace Gateway.Tests;

public sealed class GatewayOptionsTests
{
    [TestCase("anthropic", BodyKind.Anthropic)]
    [TestCase("openai", BodyKind.OpenAi)]
    [TestCase("gemini", BodyKind.Gemini)]
    [TestCase("git", BodyKind.Git)]
    public void Should_know_each_body_by_the_word_of_a_vendors_file(string word, object kind)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $$"""{"vendors":[{"name":"a","origin":"https://a.example","header":"h","value":"{key}","allow":[],"query":[],"body":"{{word}}"}],"limits":[{"most":2,"of":"Tokens","in":"Day"}]}""");

        var read = GatewayOptions.Read(file);
        File.Delete(file);

        read.Vendors[0].Body.ShouldBe(kind);
        read.Limits.ShouldBe([new(2, Counted.Tokens, Period.Day)]);
    }
}
