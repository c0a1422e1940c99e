using AiSandbox.Host.Services.Logs;
using Cake.Frosting;

namespace AiSandbox.Host.Tasks;

/// <summary>Shows what the proxy let through and what not.</summary>
/// <param name="log">The log.</param>
[TaskName("LogsProxy")]
[TaskDescription("Follows the proxy's log, one readable line an event: --follow=false, --since, --denied, --raw.")]
public sealed class LogsProxyTask(ProxyLog log) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) =>
        log.ReadAsync(context.Options, Console.Out.WriteLine, context.Cancellation);
}
