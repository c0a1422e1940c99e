using AiSandbox.Host.Platform.Commands;
using Host.Tests.Features.Lifecycle.Identity;

namespace Host.Tests.Features.Completion;

[Platform("Unix")]
public sealed class FishCompletionTests
{
    [TestCase("./build.sh --tar", "--target")]
    [TestCase("./build.sh --target=Veri", "--target=Verify")]
    [TestCase("./build.sh -t Veri", "Verify")]
    [TestCase("./build.sh --name=", "--name=alpha|--name=beta")]
    [TestCase("./build.sh --domain=@p", "--domain=@python")]
    [TestCase("./build.sh --domain=gi", "--domain=github.com")]
    [TestCase("./build.sh --domain=.c", "--domain=.crates.io")]
    [TestCase("./build.sh --host=", "--host=crates.io|--host=github.com|--host=local.example")]
    [TestCase("./build.sh --name=beta --domain=b", "--domain=beta.example")]
    [TestCase("./build.sh --ports=", "--ports=22|--ports=443|--ports=443,22")]
    [TestCase("./build.sh --to=a", "--to=alpha")]
    [TestCase("./build.sh --project=", "--project=app|--project=web")]
    [TestCase("./build.sh --agent=c", "--agent=claude-code|--agent=codex")]
    [TestCase("../foreign/build.sh --tar", "")]
    [CancelAfter(60_000)]
    public async Task Should_propose_what_can_stand_there(string line, string candidates)
    {
        Tool.Need("fish");
        using var checkout = new CompletionCheckout();

        var result = await Tool.Runner.RunAsync(
            new Command("fish", "--no-config", "-c", "source $argv[1]; cd $argv[2]; complete -C $argv[3]", checkout.WriteScript("fish"), checkout.Root, line)
            {
                Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = checkout.Foreign, ["XDG_DATA_HOME"] = checkout.Foreign },
            },
            TestContext.CurrentContext.CancellationToken);

        string.Join('|', result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('\t')[0]).Order(StringComparer.Ordinal)).ShouldBe(candidates);
    }
}
