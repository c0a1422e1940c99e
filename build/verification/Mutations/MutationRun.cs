using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Mutations;

/// <summary>Verifies Verify: where a rule is weaker, a case must notice.</summary>
/// <param name="plan">What the sandboxes are made of, with every rule as it is.</param>
internal sealed class MutationRun(VerificationPlan plan, CaseCatalogue catalogue)
{
    // The file that the running sandbox has weaker.
    private string? _weak;

    /// <summary>
    /// The cases of mutations that do not pass while every rule is as it is. One that fails in any case notices nothing.
    /// </summary>
    public async Task<IReadOnlyList<string>> ControlAsync(
        IVerificationSandbox sandbox, IEnumerable<Mutation> mutations, CancellationToken cancellation)
    {
        var cases = mutations.SelectMany(one => one.CaughtBy).Distinct(StringComparer.Ordinal).Select(catalogue.Case).ToList();
        return [.. (await new CaseRunner(sandbox).RunAsync(cases, _ => { }, cancellation))
            .Where(result => result.Judgement.Verdict != Verdict.Passed).Select(result => result.Case.Id)];
    }

    /// <summary>Weakens a rule of a running sandbox, and sees who notices. One rule at a time: the one before is mended.</summary>
    public async Task<MutationResult> WeakenAsync(IVerificationSandbox sandbox, Mutation mutation, CancellationToken cancellation)
    {
        if (_weak is { } weak && mutation.File != weak)
            await sandbox.WeakenAsync(weak, plan.Rules[weak], cancellation);
        _weak = mutation.File;
        await sandbox.WeakenAsync(mutation.File, mutation.Apply(plan.Rules[mutation.File]), cancellation);

        return await JudgeAsync(sandbox, mutation, cancellation);
    }

    /// <summary>Sees who notices that a rule is weaker.</summary>
    /// <remarks>A case that runs into it fails by its own witnesses; its controls have nothing to do with it.</remarks>
    public async Task<MutationResult> JudgeAsync(IVerificationSandbox sandbox, Mutation mutation, CancellationToken cancellation)
    {
        var runner = new CaseRunner(sandbox);
        await runner.BeginAsync(cancellation);
        foreach (var test in mutation.CaughtBy.Select(catalogue.Case))
        {
            var result = await runner.RunAsync(test, cancellation);
            if (result.Judgement.Verdict != Verdict.Passed)
                return new MutationResult(mutation, result);
        }

        return new MutationResult(mutation, null);
    }
}
