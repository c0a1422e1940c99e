using Cake.Frosting;

namespace AiSandbox.Host.Features.Review;

/// <summary>Shows what the host would run or trust of what came since Up. Ends with 0 where that is nothing, else with 1.</summary>
[TaskName("Review")]
[TaskDescription("Shows what changed in the mounted folder since Up that your machine would run or trust by itself; --all, --accept, --json.")]
public sealed class ReviewTask(ProjectReview review) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) =>
        context.Run.ExitCode = await review.RunAsync(context.Options, context.Cancellation);
}
