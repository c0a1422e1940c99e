using System.Text.RegularExpressions;
using AiSandbox.Host.Platform.Commands;
using YamlDotNet.RepresentationModel;

namespace Sandbox.Tests;

/// <summary>The steps of docs/ci.md, as that page has them: in a fresh checkout, with CI=true, no terminal and no standard input.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed partial class CiRecipeTests
{
    [TestCase("GitHub Actions")]
    [TestCase("GitLab CI")]
    [CancelAfter(900_000)]
    public async Task Should_do_what_the_page_says_without_a_terminal(string service, CancellationToken cancellation)
    {
        var page = (await File.ReadAllTextAsync(Path.Combine(BuildScript.Checkout.Root, "docs", "ci.md"), cancellation)).ReplaceLineEndings("\n");
        var steps = Read(Block().Match(page[page.IndexOf($"## {service}\n", StringComparison.Ordinal)..]).Groups["text"].Value);
        steps.Count(step => !step.Always).ShouldBe(3);
        steps.Count(step => step.Always).ShouldBe(2);
        await using var checkout = await WholeCheckout.CreateAsync("ci");
        checkout.Variables["CI"] = "true";

        foreach (var step in steps)
        {
            var result = await RunAsync(checkout, step.Line, cancellation);
            result.ExitCode.ShouldBe(0, $"{step.Line}\n{result.Output}{result.Error}");
            (result.Output + result.Error).ShouldNotContain('\e', "no movement and no colour");
            if (step.Line.Contains("=Exec ", StringComparison.Ordinal))
            {
                result.Output.ShouldContain("git version");
                (await RunAsync(checkout, "./build.sh --target=Exec --command='exit 7'", cancellation)).ExitCode.ShouldBe(7);
                (await RunAsync(checkout, "./build.sh --target=Cleanup", cancellation)).ExitCode.ShouldBe(2, "nobody is there to ask");
            }
        }

        (await checkout.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=dev.ai-sandbox.sandbox={checkout.Name}")).ShouldBeEmpty();
    }

    // As a runner does: a shell that stops at the first failure.
    private static Task<CommandResult> RunAsync(WholeCheckout checkout, string line, CancellationToken cancellation) =>
        checkout.ToolAsync("bash", ["-e", "-c", $"exec < /dev/null; {line}"], cancellation);

    private static List<Step> Read(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;

        return root.Children.TryGetValue("jobs", out var jobs)
            ? [.. ((YamlSequenceNode)jobs["agent"]["steps"]).OfType<YamlMappingNode>()
                .Where(step => step.Children.ContainsKey("run")).Select(step => new Step($"{step["run"]}", step.Children.ContainsKey("if")))]
            : [.. Lines(root["agent"]["script"], always: false), .. Lines(root["agent"]["after_script"], always: true)];
    }

    private static IEnumerable<Step> Lines(YamlNode node, bool always) => ((YamlSequenceNode)node).Select(line => new Step($"{line}", always));

    /// <summary>A command line, and whether it runs after one that failed.</summary>
    private sealed record Step(string Line, bool Always);

    [GeneratedRegex(@"^```yaml\n(?<text>.*?)^```", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Block();
}
