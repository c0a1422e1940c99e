using AiSandbox.Host.Services.Engine;
using Cake.Frosting;

namespace AiSandbox.Host.Tasks;

/// <summary>Makes sure that there is an engine.</summary>
/// <param name="engine">The engine.</param>
[TaskName("PrepareEngine")]
[TaskDescription("Finds a Docker Engine that holds a sandbox, or sets up a private one on Debian and Ubuntu as root.")]
public sealed class PrepareEngineTask(EngineAccess engine) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var connection = await engine.EnsureAsync(context.Cancellation);

        if (context.Options.Requested("PrepareEngine"))
            context.Reporter.Line($"{connection} is ready. Next: {context.Options.CommandFor("Up")}");
    }
}
