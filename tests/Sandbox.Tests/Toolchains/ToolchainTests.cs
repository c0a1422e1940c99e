using System.Security.Cryptography;
using Sandbox.Tests.Ecosystems;

namespace Sandbox.Tests.Toolchains;

/// <summary>
/// The toolchains, from WORKSPACE_FEATURES to what they get through the proxy. The image takes minutes to build, so they run where
/// AI_SANDBOX_LONG is 1. dotnet's SDK is fetched from Microsoft and has a test of its own.
/// </summary>
public sealed class ToolchainTests
{
    private const string Features = "browsers go java python ruby rust codex gemini-cli";

    // RubyGems makes what its own index holds; a gem is no file to write by hand.
    private const string MakeGem = """
        mkdir -p /root/workspace/gem/lib && cd /root/workspace/gem && echo 'puts "hello from a gem"' > lib/demo_gem.rb
        echo 'Gem::Specification.new { |s| s.name = "demo-gem"; s.version = "1.0"; s.summary = "demo"; s.authors = ["hand"]; s.files = ["lib/demo_gem.rb"] }' > demo.gemspec
        gem build demo.gemspec && ruby -rrubygems/package -rzlib -e '
          File.binwrite("spec.rz", Zlib::Deflate.deflate(Marshal.dump(Gem::Package.new("demo-gem-1.0.gem").spec)))'
        """;

    // What a wrapper fetches and starts, with nothing of Gradle in it.
    private const string MakeDistribution = """
        mkdir -p /root/workspace/dist && cd /root/workspace/dist && mkdir -p org/gradle/launcher gradle-9.9/lib gradle-9.9/bin && touch gradle-9.9/bin/gradle
        echo 'package org.gradle.launcher; public class GradleMain { public static void main(String[] a) { System.out.println("hello from a distribution"); } }' > org/gradle/launcher/GradleMain.java
        javac org/gradle/launcher/GradleMain.java && jar --create --file gradle-9.9/lib/gradle-launcher-9.9.jar org/gradle/launcher/GradleMain.class
        zip -qr gradle-9.9-bin.zip gradle-9.9
        """;

    private ToolSandbox _sandbox = null!;
    private EcosystemBench _bench = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Environment.GetEnvironmentVariable("AI_SANDBOX_LONG") is not "1")
            Assert.Ignore("The image with all toolchains takes minutes to build: AI_SANDBOX_LONG=1 ./build.sh --target=Test --all --filter=ToolchainTests");

        _sandbox = await ToolSandbox.StartAsync(Features, packages: "gradle");
        _bench = new EcosystemBench(_sandbox);
        ToolchainRegistry.Write(_sandbox.Files);
        await WriteGemAsync();
        await WriteDistributionAsync();
        await _bench.PrepareAsync(ToolchainEcosystems.All);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
    }

    [TestCaseSource(nameof(Names))]
    [CancelAfter(600_000)]
    public async Task Should_work_with_its_preset_and_not_without(string name, CancellationToken cancellation) =>
        await _bench.ProveAsync(ToolchainEcosystems.All.Single(ecosystem => ecosystem.Name == name), cancellation);

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_start_java_without_a_word_of_ours(CancellationToken cancellation) =>
        (await _sandbox.ExecuteAsync("java -version 2>&1 | head -1", cancellation)).Output.ShouldStartWith("openjdk version");

    [TestCase("codex", "@codex")]
    [TestCase("gemini-cli", "@gemini")]
    [CancelAfter(600_000)]
    public async Task Should_offer_the_preset_and_start_the_agent(string agent, string preset, CancellationToken cancellation)
    {
        var refused = await _sandbox.HostAsync("Agent", cancellation, $"--agent={agent}", "--", "--version");
        refused.ExitCode.ShouldBe(125);
        refused.Error.ShouldContain($"{agent} needs {preset}");

        var started = await _sandbox.HostAsync("Agent", cancellation, $"--agent={agent}", "--yes", "--", "--version");
        started.ExitCode.ShouldBe(0, started.Error + started.Output);
        started.Output.ShouldMatch(@"\d+\.\d+\.\d+");
        _sandbox.List.ShouldContain($"{preset}  # for {agent}");
    }

    private async Task WriteDistributionAsync()
    {
        (await _sandbox.ExecuteAsync(MakeDistribution, CancellationToken.None)).ExitCode.ShouldBe(0);
        _sandbox.Files.Write(
            "services.gradle.org/distributions/gradle-9.9-bin.zip",
            await File.ReadAllBytesAsync(Path.Combine(_sandbox.Projects, "dist", "gradle-9.9-bin.zip")));
    }

    private async Task WriteGemAsync()
    {
        (await _sandbox.ExecuteAsync(MakeGem, CancellationToken.None)).ExitCode.ShouldBe(0);
        var gem = await File.ReadAllBytesAsync(Path.Combine(_sandbox.Projects, "gem", "demo-gem-1.0.gem"));
        _sandbox.Files.Write("index.rubygems.org/versions", "created_at: 2026-01-01T00:00:00Z\n---\ndemo-gem 1.0 00000000000000000000000000000000\n");
        _sandbox.Files.Write("index.rubygems.org/info/demo-gem", $"---\n1.0 |checksum:{Convert.ToHexStringLower(SHA256.HashData(gem))}\n");
        var spec = await File.ReadAllBytesAsync(Path.Combine(_sandbox.Projects, "gem", "spec.rz"));
        foreach (var host in new[] { "rubygems.org", "index.rubygems.org" }) // which of them is asked depends on RubyGems' version
        {
            _sandbox.Files.Write($"{host}/gems/demo-gem-1.0.gem", gem);
            _sandbox.Files.Write($"{host}/quick/Marshal.4.8/demo-gem-1.0.gemspec.rz", spec);
        }
    }

    private static IEnumerable<string> Names => ToolchainEcosystems.All.Select(ecosystem => ecosystem.Name);
}
