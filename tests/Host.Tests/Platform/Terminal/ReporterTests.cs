using AiSandbox.Host.Platform.Terminal;
using Spectre.Console.Testing;

namespace Host.Tests.Platform.Terminal;

[NonParallelizable] // the console is everybody's
public sealed class ReporterTests
{
    private static readonly TerminalMode Options = new(NoColor: true);

    [Test]
    public async Task Should_say_what_goes_on_now_and_then_and_not_at_every_step_when_there_is_no_terminal()
    {
        var output = await PrintedAsync(Options, async reporter => await reporter.StepAsync("Attacking", detail =>
        {
            for (var i = 0; i < 1000; i++)
                detail($"{i} of 1000");
            return Task.FromResult(true);
        }));

        output.ShouldStartWith("  Attacking …\n");
        output.ShouldContain("  Attacking: done in ");
        output.Split('\n').Length.ShouldBeLessThan(10);
    }

    [Test]
    public async Task Should_print_results_alone_when_it_is_to_be_quiet()
    {
        var output = await PrintedAsync(Options with { Quiet = true }, async reporter =>
        {
            (await reporter.StepAsync("Attacking", _ => Task.FromResult(42))).ShouldBe(42);
            reporter.Line("It holds.");
        });

        output.ShouldBe("It holds.\n");
    }

    private static async Task<string> PrintedAsync(TerminalMode options, Func<IReporter, Task> run)
    {
        var (before, writer) = (Console.Out, new StringWriter { NewLine = "\n" });
        Console.SetOut(writer);
        try
        {
            using var console = new TestConsole();
            await run(new Reporter(console, options, new RunState(CancellationToken.None)));
        }
        finally
        {
            Console.SetOut(before);
        }

        return writer.ToString();
    }
}
