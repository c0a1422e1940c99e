using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using Cake.Frosting;

namespace AiSandbox.Host.Features.SelfTest;

/// <summary>Runs the project's own tests.</summary>
[TaskName("Test")]
[TaskDescription("Runs the tests of this project that need no container; --all runs every one.")]
public sealed class TestTask(EngineAccess engine, TestSuite tests) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Line.Flag(Option.All))
            await engine.EnsureAsync(restart: false, context.Cancellation);

        await tests.RunAsync(context.Cancellation);
    }
}
