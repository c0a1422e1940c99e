using AiSandbox.Host.Model.Settings;

namespace Host.Tests.Model.Settings;

public sealed class HidePatternsTests
{
    [TestCase(".env,*.pem", ".env", false, true)]
    [TestCase(".env,*.pem", "a.pem", false, true)]
    [TestCase(".env,*.pem", "a.pem", true, true)]
    [TestCase(".env,*.pem", ".env.example", false, false)]
    [TestCase(".env*", ".env.example", false, true)]
    [TestCase("secrets/", "secrets", true, true)]
    [TestCase("secrets/", "secrets", false, false)]
    [TestCase("id_?", "id_1", false, true)]
    [TestCase("*.pem,!cacert.pem", "cacert.pem", false, false)]
    [TestCase("*.pem,!cacert.pem,cacert.pem", "cacert.pem", false, true, Description = "the last one decides")]
    [TestCase("", ".env", false, false)]
    public void Should_go_by_the_name(string patterns, string name, bool isFolder, bool isHidden) =>
        HidePatterns.Parse(patterns).Hides(name, isFolder).ShouldBe(isHidden);

    [TestCase("config/secret.yaml")]
    [TestCase("/.env")]
    [TestCase("**/.env")]
    [TestCase("a[bc]")]
    [TestCase("..")]
    [TestCase("!")]
    [TestCase("*")]
    [TestCase("*/")]
    public void Should_be_refused_when_it_is_no_name(string pattern) => Should.Throw<FormatException>(() => HidePatterns.Parse($".env,{pattern}")).Message.ShouldContain($"'{pattern}'");
}
