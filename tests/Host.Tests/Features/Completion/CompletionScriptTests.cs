using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Completion;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using Host.Tests.Features.Lifecycle.Identity;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Completion;

public sealed class CompletionScriptTests
{
    [TestCase("bash")]
    [TestCase("zsh")]
    [TestCase("fish")]
    [TestCase("powershell")]
    [TestCase("BASH")]
    public void Should_name_every_option_and_target_when_the_shell_is_known(string shell)
    {
        var script = CompletionCheckout.Render(shell);

        foreach (var option in Option.Table)
            script.ShouldContain(option.Name);
        foreach (var target in new[] { "Up", "Doctor", "Completion", "PrepareSsh" })
            script.ShouldContain(target);
        script.ShouldNotContain("\r");
    }

    [Test]
    public void Should_know_the_values_of_every_option_but_those_that_nobody_can_know() =>
        Option.Table.Where(option => !option.IsFlag && option.Values.Kind == ValueKind.Free).Select(option => option.Name)
            .ShouldBe(["git-username", "git-email", "worktree", "command", "reason", "filter", "key-command"], ignoreOrder: true);

    [Test]
    public void Should_propose_the_agents_that_there_are() =>
        Option.Agent.Values.Words
            .ShouldBe(FeatureCatalogue.Read(new Checkout(TempCheckout.Repository).Features).Agents.Select(agent => agent.Name), ignoreOrder: true);

    [TestCase(null)]
    [TestCase("tcsh")]
    [TestCase("../bash")]
    public void Should_say_which_shells_there_are_when_it_is_none_of_them(string? shell) =>
        Should.Throw<UsageException>(() => CompletionCheckout.Render(shell)).Message
            .ShouldBe("Completion needs a shell, bash, zsh, fish or powershell: ./build.sh --target=Completion --shell=bash");

    [TestCase("bash", "printf %s ")]
    [TestCase("fish", "printf %s ")]
    [CancelAfter(20_000)]
    public async Task Should_be_read_back_as_it_was_when_a_shell_reads_a_description(string shell, string print)
    {
        const string text = "it's $HOME `date` \\ \"x\" $(date) \\' [a]: b";
        Tool.Need(shell);

        var result = await Tool.Runner.RunAsync(
            new Command(shell, "-c", $"{print}{ShellText.Quoted(shell, text)}"), TestContext.CurrentContext.CancellationToken);

        result.Output.ShouldBe(text);
    }

    [Test]
    public void Should_double_quotes_when_it_is_PowerShell_and_escape_what_a_specification_of_zsh_means()
    {
        ShellText.Quoted("powershell", "it's $x").ShouldBe("'it''s $x'");
        ShellText.Quoted("zsh", "it's a:b [c]").ShouldBe(@"'it'\''s a\:b \[c\]'");
    }
}
