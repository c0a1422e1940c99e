using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Lifecycle;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Verify;

/// <summary>Proves by attack that the sandbox holds.</summary>
[TaskName("Verify")]
[TaskDescription("Proves by attack, in a sandbox and an internet of its own, that only what is listed gets out.")]
[IsDependentOn(typeof(BuildTask))]
public sealed class VerifyTask(SandboxVerification verification, MutationTrial mutations) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Line.Flag(Option.Mutate))
        {
            await mutations.RunAsync(context.Options, context.Cancellation);
            return;
        }

        await verification.RunAsync(context.Options, context.Cancellation);

        context.Reporter.Line(context.Options.Line.Flag(Option.Live)
            ? $"Sandbox {context.Options.Name} holds. Report: {context.Checkout.Show("artifacts/verify/live/report.html")}"
            : $"The sandbox holds. Report: {context.Checkout.Show("artifacts/verify/report.html")}");
    }
}
