using AiSandbox.Host.Model.Toolchains;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model.Toolchains;

public sealed class FeatureCatalogueTests
{
    private static FeatureCatalogue Shipped { get; } =
        FeatureCatalogue.Read(Path.Combine(TempCheckout.Repository, "images", "workspace", "features"));

    [Test]
    public void Should_ship_toolchains_before_agents_as_the_layers_are()
    {
        Shipped.All.Select(feature => feature.Name).ShouldBe(
            ["browsers", "dotnet", "go", "java", "node", "python", "ruby", "rust", "claude-code", "codex", "gemini-cli"]);
        Shipped.Agents.Select(agent => agent.Command).ShouldBe(["claude", "codex", "gemini"]);
    }

    [Test]
    public void Should_ship_a_preset_for_every_agent() =>
        Shipped.Agents.SelectMany(agent => new[] { agent.Preset!, agent.KeyPreset! }).ShouldAllBe(name => global::Policy.Tests.Lists.Presets.Find(name) != null && global::Policy.Tests.Lists.Presets.Find(name)!.Preset != null);

    [Test]
    public void Should_need_no_more_with_a_key_than_without() => Shipped.Agents.ShouldAllBe(agent =>
        global::Policy.Tests.Lists.Presets.Find(agent.KeyPreset!)!.Preset!.Entries.All(one => global::Policy.Tests.Lists.Presets.Find(agent.Preset!)!.Preset!.Entries.Any(other => other.Name == one.Name)));

    [Test]
    public void Should_fit_the_slots_of_the_Dockerfile_and_of_the_compose_file()
    {
        var dockerfile = File.ReadAllText(Path.Combine(TempCheckout.Repository, "images", "workspace", "Dockerfile"));
        var compose = File.ReadAllText(Path.Combine(TempCheckout.Repository, "compose.yaml"));

        foreach (var slot in Enumerable.Range(1, FeatureCatalogue.Slots))
        {
            dockerfile.ShouldContain($"ARG FEATURE_{slot}=\"\"\nRUN --mount=type=secret,id=npm-registry feature-install $FEATURE_{slot}\n");
            compose.ShouldContain($"FEATURE_{slot}: ${{WORKSPACE_FEATURE_{slot}:-}}\n");
        }

        Shipped.All.Count.ShouldBeLessThanOrEqualTo(FeatureCatalogue.Slots);
    }

    [Test]
    public void Should_put_them_in_the_order_of_the_layers_each_once() =>
        Shipped.Parse(" codex  node, java,node\tnode ").Select(feature => feature.Name).ShouldBe(["java", "node", "codex"]);

    [TestCase("nod", "'nod' is not a toolchain. Did you mean node?")]
    [TestCase("node haskell", "'haskell' is not a toolchain. There are browsers, dotnet")]
    public void Should_name_the_nearest_when_there_is_no_such_feature(string value, string message) =>
        Should.Throw<FormatException>(() => Shipped.Parse(value)).Message.ShouldStartWith(message);
}
