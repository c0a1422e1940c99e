using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Shows all sandboxes of the machine's engine.</summary>
[TaskName("List")]
[TaskDescription("Shows all sandboxes of this machine's engine: state, checkout, and the folders that each can write to; --json.")]
public sealed class ListTask(SandboxList list) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var sandboxes = await list.ReadAsync(context.Cancellation);
        var lines = context.Options.Line.Flag(Option.Json) ? [SandboxList.Json(sandboxes)] : SandboxList.Table(sandboxes);
        foreach (var line in lines)
            context.Reporter.Line(line);
    }
}
