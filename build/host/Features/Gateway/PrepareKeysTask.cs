using Cake.Frosting;

namespace AiSandbox.Host.Features.Gateway;

/// <summary>Gives the gateway a key.</summary>
[TaskName("PrepareKeys")]
[TaskDescription("Gives the gateway the key of --vendor=anthropic (or openai, google, github …), so that agents work without seeing it.")]
public sealed class PrepareKeysTask(KeyIntake keys) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        foreach (var line in await keys.PrepareAsync(context.Cancellation))
            context.Reporter.Line(line);
    }
}
