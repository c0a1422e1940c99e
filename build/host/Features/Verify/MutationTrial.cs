using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Verify.Sandboxes;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Mutations;

namespace AiSandbox.Host.Features.Verify;

/// <summary>
/// Verifies Verify: weakens one rule at a time in a sandbox of its own, and requires that a case notices.
/// </summary>
public sealed class MutationTrial(VerificationSandboxes sandboxes, IReporter reporter, Checkout checkout)
{
    /// <summary>Tries every mutation.</summary>
    /// <exception cref="SandboxException">One survives (<see cref="ExitCodes.Hole"/>), or a file is not valid.</exception>
    public async Task RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var plan = sandboxes.Plan() with { Runtime = options.Runtime };
        var catalogue = CaseFiles.Load(checkout.Cases);
        var mutations = Load(plan, catalogue);
        await sandboxes.BuildInternetAsync(options.Name, cancellation);

        var run = new MutationRun(plan, catalogue);
        var (kept, own) = (mutations.Where(one => one.IsReloadable).ToList(), mutations.Where(one => !one.IsReloadable).ToList());
        var results = await reporter.StepAsync($"Weakening {kept.Count} rules of a running sandbox", async detail =>
        {
            await using var sandbox = await sandboxes.StartAsync(options.Name, "mutant", plan, cancellation);
            detail("first as it is");
            RequireGreen(await run.ControlAsync(sandbox, mutations, cancellation));
            return await EachAsync(kept, detail, mutation => run.WeakenAsync(sandbox, mutation, cancellation));
        });
        await reporter.StepAsync($"Weakening {own.Count} rules, each in a sandbox of its own, two at a time", async detail =>
        {
            var halves = await Task.WhenAll(Enumerable.Range(0, 2).Select(half => EachAsync(own.Where((_, i) => i % 2 == half), detail, async mutation =>
            {
                var weaker = plan.With(mutation.File, mutation.Apply(plan.Rules[mutation.File]));
                await using var sandbox = await sandboxes.StartAsync(options.Name, $"mutant-{half}", weaker, cancellation);
                return await run.JudgeAsync(sandbox, mutation, cancellation);
            })));
            results.AddRange(halves.SelectMany(half => half));
        });

        Report(results);
    }

    /// <summary>The mutations, checked against what they weaken.</summary>
    /// <exception cref="SandboxException">The file is not valid.</exception>
    internal IReadOnlyList<Mutation> Load(VerificationPlan plan, CaseCatalogue catalogue) => CaseFiles.Checked(() => MutationFile.Parse(
        File.ReadAllText(Path.Combine(checkout.Root, "build", "verification", MutationFile.Name)),
        plan.Rules,
        [.. catalogue.Cases.Select(test => test.Id)]));

    private async Task<List<MutationResult>> EachAsync(
        IEnumerable<Mutation> mutations, Action<string> detail, Func<Mutation, Task<MutationResult>> tryAsync)
    {
        var results = new List<MutationResult>();
        foreach (var mutation in mutations)
        {
            detail(mutation.Id);
            results.Add(await tryAsync(mutation));
            reporter.Line(results[^1].ToString());
        }

        return results;
    }

    private static void RequireGreen(IReadOnlyCollection<string> red)
    {
        if (red.Count > 0)
        {
            throw new SandboxException(
                $"Before any rule is weakened these do not pass: {string.Join(", ", red)}.", "./build.sh --target=Verify", ExitCodes.Hole);
        }
    }

    private void Report(List<MutationResult> results)
    {
        var survivors = results.Where(result => result.Noticed is null).Select(result => result.Mutation.Id).ToList();
        reporter.Line($"{results.Count - survivors.Count} of {results.Count} mutations noticed");
        FileStore.Write(Path.Combine(checkout.Reports, "verify", "mutations.json"), MutationResult.ToJson(results));
        if (survivors.Count > 0)
        {
            throw new SandboxException(
                $"No case notices that a rule is weaker: {string.Join(", ", survivors)}. Each lacks a case.",
                exitCode: ExitCodes.Hole);
        }
    }
}
