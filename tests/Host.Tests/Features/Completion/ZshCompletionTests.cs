using AiSandbox.Host.Platform.Commands;
using Host.Tests.Features.Lifecycle.Identity;

namespace Host.Tests.Features.Completion;

/// <summary>In a real, interactive zsh: one that zsh itself holds a terminal for.</summary>
[Platform("Unix")]
public sealed class ZshCompletionTests
{
    private const string Driver = """
        zmodload zsh/zpty
        script=$1 folder=$2; shift 2
        zpty -b z zsh -f -i
        zpty -w z "cd ${(q)folder}; PS1=; autoload -Uz compinit; compinit -u -D; source ${(q)script}; shown() { zle complete-word; print -r -- \"<<\$BUFFER>>\"; BUFFER=; }; zle -N shown; bindkey '^I' shown; print ready''now"
        wait_for() { local out= chunk; until [[ $out == *$1* ]]; do zpty -r z chunk "*$1*" || return 1; out+=$chunk; done; REPLY=$out; }
        wait_for readynow
        for line in "$@"; do
          zpty -w -n z "$line"$'\t'
          wait_for '>>'
          print -r -- ${${REPLY##*<<}%%>>*}
        done
        zpty -d z
        """;

    [Test]
    [CancelAfter(120_000)]
    public async Task Should_complete_what_can_stand_there(CancellationToken cancellation)
    {
        Tool.Need("zsh");
        using var checkout = new CompletionCheckout();
        (string Line, string Completed)[] cases =
        [
            ("./build.sh --tar", "./build.sh --target="),
            ("./build.sh --target=veri", "./build.sh --target=Verify "),
            ("./build.sh -t Veri", "./build.sh -t Verify "),
            ("./build.sh --name=al", "./build.sh --name=alpha "),
            ("./build.sh -t Allow --domain=@py", "./build.sh -t Allow --domain=@python "),
            ("./build.sh --domain=.c", "./build.sh --domain=.crates.io "),
            ("./build.sh --domain=gi", "./build.sh --domain=github.com "),
            ("./build.sh --host=cr", "./build.sh --host=crates.io "),
            ("./build.sh --name=beta --domain=be", "./build.sh --name=beta --domain=beta.example "),
            ("./build.sh --until=tom", "./build.sh --until=tomorrow "),
            ("./build.sh --log=docs/", "./build.sh --log=docs/a.log "),
            ("./build.sh --to=al", "./build.sh --to=alpha "),
            ("./build.sh --project=we", "./build.sh --project=web "),
            ("./build.sh --agent=cl", "./build.sh --agent=claude-code "),
            ("../foreign/build.sh --tar", "../foreign/build.sh --tar"),
        ];

        var result = await Tool.Runner.RunAsync(
            new Command("zsh", ["-f", "-c", Driver, "zsh", checkout.WriteScript("zsh"), checkout.Root, .. cases.Select(test => test.Line)]), cancellation);

        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(cases.Select(test => test.Completed));
    }
}
