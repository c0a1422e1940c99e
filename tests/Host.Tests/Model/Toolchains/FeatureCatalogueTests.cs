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

    [TestCase("node@22", "node:22 npm:pnpm npm:yarn")]
    [TestCase("node@22.23.5", "node:22.23.5 npm:pnpm npm:yarn")]
    [TestCase("java@25", "openjdk-25-jdk-headless maven")]
    [TestCase("dotnet@9.0", "dotnet:9.0 libicu76")]
    [TestCase("claude-code@2.1.332", "npm:@anthropic-ai/claude-code@2.1.332")]
    [TestCase("codex@0.171.0", "npm:@openai/codex@0.171.0")]
    [TestCase("gemini-cli@0.61.0-preview.1", "npm:@google/gemini-cli@0.61.0-preview.1")]
    public void Should_take_a_version_where_there_are_several(string value, string words)
    {
        var feature = Shipped.Parse(value).Single();

        string.Join(' ', feature.Words).ShouldBe(words);
        feature.Spelling.ShouldBe(value);
    }

    [TestCase("go@1.23", "'go@1.23': go comes in one version alone, Debian's. Write go.")]
    [TestCase("java@17", "'java@17': java comes in 21 and 25.")]
    [TestCase("node@lts", "'node@lts' names no version of node.")]
    [TestCase("node@", "'node@' names no version of node.")]
    [TestCase("node@22 node", "node is named in two versions.")]
    [TestCase("codex@../../x", "'codex@../../x' names no version of codex.")]
    [TestCase("codex@$(reboot)", "'codex@$(reboot)' names no version of codex.")]
    [TestCase("nod@22", "'nod' is not a toolchain. Did you mean node?")]
    public void Should_say_which_versions_there_are(string value, string message) =>
        Should.Throw<FormatException>(() => Shipped.Parse(value)).Message.ShouldBe(message);

    // A package of Debian is a word that changes often, and a toolchain takes minutes.
    [Test]
    public void Should_build_toolchains_before_the_packages_so_that_one_more_of_these_builds_none_again()
    {
        var dockerfile = File.ReadAllText(Path.Combine(TempCheckout.Repository, "images", "workspace", "Dockerfile"));

        dockerfile.IndexOf("WORKSPACE_PACKAGES", StringComparison.Ordinal)
            .ShouldBeGreaterThan(dockerfile.IndexOf($"feature-install $FEATURE_{FeatureCatalogue.Slots}\n", StringComparison.Ordinal));
    }

    [TestCase("nod", "'nod' is not a toolchain. Did you mean node?")]
    [TestCase("node haskell", "'haskell' is not a toolchain. There are browsers, dotnet")]
    public void Should_name_the_nearest_when_there_is_no_such_feature(string value, string message) =>
        Should.Throw<FormatException>(() => Shipped.Parse(value)).Message.ShouldStartWith(message);
}
