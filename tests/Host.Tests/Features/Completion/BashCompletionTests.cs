using AiSandbox.Host.Platform.Commands;
using Host.Tests.Features.Lifecycle.Identity;

namespace Host.Tests.Features.Completion;

[Platform("Unix")]
public sealed class BashCompletionTests
{
    // As readline calls it. There is no PATH, so that whatever it would start is not found.
    private const string Driver = """
        source "$1"
        cd "$2"
        PATH=
        COMP_WORDBREAKS=${4-$' \t\n"\'@><=;|&(:'} COMP_LINE=$3 COMP_POINT=${#3} COMP_WORDS=("${3%% *}")
        set -u
        _ai_sandbox
        shopt -q nocasematch && echo 'nocasematch stays on'
        if [ ${#COMPREPLY[@]} -gt 0 ]; then printf '%s\n' "${COMPREPLY[@]}"; fi
        """;

    private CompletionCheckout _checkout = null!;

    [SetUp]
    public void CreateCheckout()
    {
        Tool.Need("bash");
        _checkout = new CompletionCheckout();
    }

    [TearDown]
    public void RemoveCheckout() => _checkout?.Dispose();

    private async Task<string> CompleteAsync(string line, string? folder = null, params string[] breaks)
    {
        var result = await Tool.Runner.RunAsync(
            new Command("bash", ["--norc", "--noprofile", "-c", Driver, "bash", _checkout.WriteScript("bash"), folder ?? _checkout.Root, line, .. breaks]),
            TestContext.CurrentContext.CancellationToken);
        result.Error.ShouldBeEmpty();

        return string.Join('|', result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // A blank behind a candidate ends the word; behind = bash replaces the value alone.
    [TestCase("./build.sh --tar", "--target=")]
    [TestCase("./build.sh --target=Veri", "Verify ")]
    [TestCase("./build.sh --target=veri", "Verify ")]
    [TestCase("./build.sh --target Veri", "Verify ")]
    [TestCase("./build.sh -t Prepare", "PrepareEngine |PrepareEnv |PrepareKeys |PrepareSsh ")]
    [TestCase("./build.sh --target=Up --ye", "--yes ")]
    [TestCase("./build.sh --foll", "--follow=false ")]
    [TestCase("./build.sh --verbosity=d", "diagnostic ")]
    [TestCase("./build.sh --ports=4", "443 |443,22 ")]
    [TestCase("./build.sh --shell=", "bash |zsh |fish |powershell ")]
    [TestCase("./build.sh --name=", "alpha |beta ")]
    [TestCase("./build.sh --name b", "beta ")]
    [TestCase("./build.sh --domain=", "github.com |.crates.io |@npm |local.example |@npm |@python ")]
    [TestCase("./build.sh --domain=.c", ".crates.io ")]
    [TestCase("./build.sh --domain=@p", "@python ")]
    [TestCase("./build.sh --host=", "github.com |crates.io |local.example ")]
    [TestCase("./build.sh --name=beta --domain=b", "beta.example ")]
    [TestCase("./build.sh --name=alpha --domain=g", "github.com ")]
    [TestCase("./build.sh --log=docs/", "docs/a.log ")]
    [TestCase("./build.sh --log=doc", "docs/")]
    [TestCase("./build.sh --to=a", "alpha ")]
    [TestCase("./build.sh --project=", "app |web ")]
    [TestCase("./build.sh --agent=c", "claude-code |codex ")]
    [TestCase("./build.sh --runtime=runs", "runsc ")]
    [TestCase("./build.sh --file=docs/", "docs/a.log ")]
    [TestCase("./build.sh --reason=g", "")]
    [TestCase("./build.sh --target=Exec -- g", "")]
    [CancelAfter(20_000)]
    public async Task Should_propose_what_can_stand_there(string line, string candidates) => (await CompleteAsync(line)).ShouldBe(candidates);

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_replace_the_whole_word_when_the_user_took_the_break_characters_away() =>
        (await CompleteAsync("./build.sh --domain=@py", null, " \t\n")).ShouldBe("--domain=@python ");

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_leave_the_build_sh_of_another_project_alone()
    {
        (await CompleteAsync("./build.sh --tar", _checkout.Foreign)).ShouldBeEmpty();
        (await CompleteAsync("../checkout/build.sh --tar", _checkout.Foreign)).ShouldBe("--target=");
    }
}
