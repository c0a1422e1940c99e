using AiSandbox.Host.Features.Lifecycle.Identity;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Makes the sandbox's own key pairs and renders the configuration of SSH and git.</summary>
[TaskName(SshRequest.Target)]
[TaskDescription("Makes the sandbox's SSH keys, pins the keys of the git hosts, and sets the author of commits.")]
public sealed class PrepareSshTask(SshKeys keys) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var prepared = await keys.PrepareAsync(SshRequest.Of(context.Options), context.Cancellation);
        foreach (var line in prepared.Report)
            context.Reporter.Line(line);
    }
}
