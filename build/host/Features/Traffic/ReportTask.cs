using Cake.Frosting;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>Shows the traffic as pictures.</summary>
[TaskName("Report")]
[TaskDescription("Shows the traffic as pictures, here and as a page; --since=1d, --log=FILE.")]
public sealed class ReportTask(TrafficReport report) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        await report.RunAsync(context.Options, context.Cancellation);
        context.Reporter.Line($"Page: {report.Page}");
    }
}
