using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Verification;

/// <summary>Where a run takes place: the sandbox that is verified, and a second one beside it.</summary>
/// <param name="First">The sandbox that is verified.</param>
/// <param name="Second">The second one with a list of its own, where a case needs it.</param>
public sealed record VerificationStage(IVerificationSandbox First, IVerificationSandbox? Second) : IAsyncDisposable
{
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
        test.Run.SelectMany(Placeholders.In).Any(name => name is Placeholders.NeighbourGuard or Placeholders.NeighbourWorkspace or Placeholders.NeighbourGateway);

    // Its cases also know where the other one stands.
    private static CaseRunner RunnerOf(IVerificationSandbox sandbox, IVerificationSandbox? other) =>
        other is null ? new CaseRunner(sandbox) : new CaseRunner(
            sandbox,
            new Dictionary<string, string>(sandbox.Values, StringComparer.Ordinal)
            {
                [Placeholders.NeighbourWorkspace] = other.Values[Placeholders.Workspace],
                [Placeholders.NeighbourGuard] = other.Values[Placeholders.Guard],
                [Placeholders.NeighbourGateway] = other.Values[Placeholders.Gateway],
            });
}
