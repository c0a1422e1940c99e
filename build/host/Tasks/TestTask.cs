using AiSandbox.Host.Services.Tests;
using Cake.Frosting;

namespace AiSandbox.Host.Tasks;

/// <summary>Runs the project's own tests.</summary>
/// <param name="tests">Builds and runs them.</param>
[TaskName("Test")]
[TaskDescription("Runs all tests of this project, those against real containers included.")]
[IsDependentOn(typeof(PrepareEngineTask))]
public sealed class TestTask(TestSuite tests) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) => tests.RunAsync(context.Options.Filter, context.Cancellation);
}
