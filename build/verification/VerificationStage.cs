using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Verification.Catalogue;
using AiSandbox.Host.Services.Verification.Sandboxes;

namespace AiSandbox.Host.Services.Verification;

/// <summary>Where a run takes place: the sandbox that is verified, and a second one beside it.</summary>
/// <param name="First">The sandbox that is verified.</param>
/// <param name="Second">The second one with a list of its own, where a case needs it.</param>
public sealed record VerificationStage(IVerificationSandbox First, IVerificationSandbox? Second) : IAsyncDisposable
{
    /// <summary>Starts both at once.</summary>
    /// <param name="sandboxes">Starts them.</param>
    /// <param name="name">The user's sandbox.</param>
    /// <param name="plan">What they are made of.</param>
    /// <param name="second">Whether the second is needed.</param>
    /// <param name="cancellation">Ends it; what has been started is removed.</param>
    public static async Task<VerificationStage> StartAsync(
        VerificationSandboxes sandboxes, SandboxName name, VerificationPlan plan, bool second, CancellationToken cancellation)
    {
        var one = sandboxes.StartAsync(name, "verify", plan, cancellation);
        var other = second
            ? sandboxes.StartAsync(name, "verify-2", plan with { Listed = VerificationPolicy.NeighbourListed }, cancellation)
            : null;
        try
        {
            return new VerificationStage(await one, other is null ? null : await other);
        }
        catch
        {
            foreach (var started in new[] { one, other }.OfType<Task<IVerificationSandbox>>())
                await RemoveAsync(started);
            throw;
        }
    }

    /// <summary>Whether a case needs the second sandbox.</summary>
    public static bool NeedsSecond(VerificationCase test) => test.At == Place.Neighbour || AimsAtSecond(test);

    /// <summary>Runs cases, those of the neighbour beside the others, and judges them with their controls.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="starting">Called before each case, from both sides.</param>
    /// <param name="cancellation">Ends the run.</param>
    public async Task<IReadOnlyList<CaseResult>> RunAsync(
        IReadOnlyList<VerificationCase> cases, Action<VerificationCase> starting, CancellationToken cancellation)
    {
        var here = RunnerOf(First, Second);
        var there = Second is null ? null : RunnerOf(Second, First);
        // A neighbour that is out of reach must be alive: what strikes it comes after those that aim at it.
        var results = (await BothAsync(AimsAtSecond)).Concat(await BothAsync(test => !AimsAtSecond(test)))
            .ToDictionary(result => result.Case.Id, StringComparer.Ordinal);

        return CaseRunner.WithControls([.. cases.Select(test => results[test.Id])]);

        async Task<IEnumerable<CaseResult>> BothAsync(Func<VerificationCase, bool> which)
        {
            var sides = await Task.WhenAll(
                SideAsync(here, cases.Where(test => which(test) && test.At != Place.Neighbour)),
                SideAsync(there, cases.Where(test => which(test) && test.At == Place.Neighbour)));
            return sides.SelectMany(side => side);
        }

        async Task<IReadOnlyList<CaseResult>> SideAsync(CaseRunner? runner, IEnumerable<VerificationCase> side) =>
            runner is null ? [] : await runner.RunAsync([.. side], starting, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(First.DisposeAsync().AsTask(), Second?.DisposeAsync().AsTask() ?? Task.CompletedTask);

    private static bool AimsAtSecond(VerificationCase test) =>
        test.Run.SelectMany(Placeholders.In).Any(name => name is Placeholders.NeighbourGuard or Placeholders.NeighbourWorkspace);

    // Its cases also know where the other one stands.
    private static CaseRunner RunnerOf(IVerificationSandbox sandbox, IVerificationSandbox? other) =>
        other is null ? new CaseRunner(sandbox) : new CaseRunner(
            sandbox,
            new Dictionary<string, string>(sandbox.Values, StringComparer.Ordinal)
            {
                [Placeholders.NeighbourWorkspace] = other.Values[Placeholders.Workspace],
                [Placeholders.NeighbourGuard] = other.Values[Placeholders.Guard],
            });

    private static async Task RemoveAsync(Task<IVerificationSandbox> starting)
    {
        // The one that failed has removed itself, and its failure is the one that is told.
        await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (starting.IsCompletedSuccessfully)
            await (await starting).DisposeAsync();
    }
}
