using AiSandbox.Host.Platform.Node;

namespace Host.Tests.Platform.Node;

public sealed class NpmRegistryTests
{
    [TestCase("registry=https://one.example/npm/", "https://one.example/npm/")]
    [TestCase("audit=false\n registry = \"https://two.example/\" \n", "https://two.example/")]
    [TestCase("registry=https://one.example/\nregistry=https://two.example/", "https://two.example/")]
    [TestCase("@scope:registry=https://one.example/\n; registry=https://two.example/", null)]
    [TestCase("registry=", null)]
    [TestCase("", null)]
    public void Should_read_the_address_that_npm_is_told(string file, string? address) =>
        NpmRegistry.Parse(file.Split('\n')).ShouldBe(address);

    [Test]
    public void Should_let_the_environment_win_over_the_file()
    {
        var home = Directory.CreateTempSubdirectory("ai-sandbox-npm-").FullName;
        try
        {
            NpmRegistry.Find(null, home).ShouldBeNull();
            File.WriteAllText(Path.Combine(home, ".npmrc"), "registry=https://file.example/");
            NpmRegistry.Find(null, home).ShouldBe("https://file.example/");
            NpmRegistry.Find("https://variable.example/", home).ShouldBe("https://variable.example/");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
