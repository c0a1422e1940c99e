using AiSandbox.Host.Adapters.Files;
using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Verification.Catalogue;
using AiSandbox.Host.Services.Verification.Sandboxes;
using AiSandbox.Host.Services.Verification.Witnesses;

namespace AiSandbox.Host.Services.Verification.Mutations;

/// <summary>
/// Verifies Verify: weakens one rule at a time in a sandbox of its own, and requires that a case notices.
/// </summary>
/// <param name="sandboxes">Starts what is weakened.</param>
/// <param name="reporter">What the user sees.</param>
/// <param name="checkout">The checkout.</param>
public sealed class MutationRun(VerificationSandboxes sandboxes, IReporter reporter, Checkout checkout)
{
    /// <summary>Tries every mutation.</summary>
    /// <exception cref="SandboxException">One survives (<see cref="ExitCodes.Hole"/>), or a file is not valid.</exception>
    public async Task RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var plan = sandboxes.Plan() with { Runtime = options.Runtime };
        var catalogue = CaseCatalogue.Load(SandboxVerification.CasesOf(checkout));
        var mutations = Load(plan, catalogue);
        await sandboxes.BuildInternetAsync(options.Name, cancellation);

        var (kept, own) = (mutations.Where(one => one.IsReloadable).ToList(), mutations.Where(one => !one.IsReloadable).ToList());
        var results = await reporter.StepAsync($"Weakening {kept.Count} rules of a running sandbox", detail =>
            WeakenAsync(options.Name, plan, kept, mutations, catalogue, detail, cancellation));
        await reporter.StepAsync($"Weakening {own.Count} rules, each in a sandbox of its own, two at a time", async detail =>
        {
            var halves = await Task.WhenAll(Enumerable.Range(0, 2).Select(half => RebuildAsync(
                options.Name, $"mutant-{half}", plan, own.Where((_, i) => i % 2 == half), catalogue, detail, cancellation)));
            results.AddRange(halves.SelectMany(half => half));
        });

        Report(results);
    }

    /// <summary>The mutations, checked against what they weaken.</summary>
    public IReadOnlyList<Mutation> Load(VerificationPlan plan, CaseCatalogue catalogue) => MutationFile.Parse(
        File.ReadAllText(Path.Combine(checkout.Root, "build", "verification", MutationFile.Name)),
        plan.Rules,
        [.. catalogue.Cases.Select(test => test.Id)]);

    private async Task<List<MutationResult>> WeakenAsync(
        SandboxName name,
        VerificationPlan plan,
        List<Mutation> mutations,
        IReadOnlyList<Mutation> all,
        CaseCatalogue catalogue,
        Action<string> detail,
        CancellationToken cancellation)
    {
        var results = new List<MutationResult>();
        await using var sandbox = await sandboxes.StartAsync(name, "mutant", plan, cancellation);
        detail("first as it is");
        await ControlAsync(sandbox, [.. all.SelectMany(one => one.CaughtBy).Distinct(StringComparer.Ordinal).Select(catalogue.Case)], cancellation);
        var weak = mutations[0].File;
        foreach (var mutation in mutations)
        {
            detail(mutation.Id);
            if (mutation.File != weak)
                await sandbox.WeakenAsync(weak, plan.Rules[weak], cancellation); // one rule at a time
            weak = mutation.File;
            await sandbox.WeakenAsync(weak, mutation.Apply(plan.Rules[weak]), cancellation);
            results.Add(Told(await JudgeAsync(sandbox, mutation, catalogue, cancellation)));
        }

        return results;
    }

    private async Task<List<MutationResult>> RebuildAsync(
        SandboxName name,
        string suffix,
        VerificationPlan plan,
        IEnumerable<Mutation> mutations,
        CaseCatalogue catalogue,
        Action<string> detail,
        CancellationToken cancellation)
    {
        var results = new List<MutationResult>();
        foreach (var mutation in mutations)
        {
            detail(mutation.Id);
            var weaker = plan with { Compose = mutation.Apply(plan.Compose) };
            await using var sandbox = await sandboxes.StartAsync(name, suffix, weaker, cancellation);
            results.Add(Told(await JudgeAsync(sandbox, mutation, catalogue, cancellation)));
        }

        return results;
    }

    // A case that fails in any case notices nothing.
    private static async Task ControlAsync(
        IVerificationSandbox sandbox, IReadOnlyList<VerificationCase> cases, CancellationToken cancellation)
    {
        var red = (await new CaseRunner(sandbox).RunAsync(cases, _ => { }, cancellation))
            .Where(result => result.Judgement.Verdict != Verdict.Passed).Select(result => result.Case.Id).ToList();
        if (red.Count > 0)
        {
            throw new SandboxException(
                $"Before any rule is weakened these do not pass: {string.Join(", ", red)}.", "./build.sh --target=Verify", ExitCodes.Hole);
        }
    }

    private MutationResult Told(MutationResult result)
    {
        reporter.Line(result.ToString());
        return result;
    }

    // A case that runs into the weakened rule fails by its own witnesses; its controls have nothing to do with it.
    private static async Task<MutationResult> JudgeAsync(
        IVerificationSandbox sandbox, Mutation mutation, CaseCatalogue catalogue, CancellationToken cancellation)
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
