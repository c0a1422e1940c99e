using AiSandbox.Host.Engines;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Makes sure that there is an engine.</summary>
[TaskName("PrepareEngine")]
[TaskDescription("Finds a Docker Engine that holds a sandbox, or sets up a private one on Debian and Ubuntu as root.")]
public sealed class PrepareEngineTask(EngineAccess engine) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var asked = context.Options.Requested("PrepareEngine");
        var connection = await engine.EnsureAsync(restart: asked, context.Cancellation);

        if (asked)
            context.Reporter.Line($"{connection} is ready. Next: {context.Options.CommandFor("Up")}");
        else if (connection.Owner is { } owner && owner != context.Checkout.Root)
            context.Reporter.Line($"The private engine of {owner} is used: Cleanup --engine there ends it.");
    }
}
