using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Mutations;

namespace Verification.Tests.Mutations;

[CancelAfter(20_000)]
public sealed class MutationRunTests
{
    private static readonly VerificationPlan Plan = new("deny all", "strict", "services", "{}", "", []);
    private static readonly CaseCatalogue Catalogue = new([Cases.Silent]);

    [Test]
    public async Task Should_mend_one_rule_before_the_next_file_is_weakened(CancellationToken cancellation)
    {
        await using var sandbox = new FakeSandbox { Execute = _ => new CommandEnd(1, "", "Network is unreachable") };
        var run = new MutationRun(Plan, Catalogue);

        await run.WeakenAsync(sandbox, Of("one", "squid.conf", "deny", "allow"), cancellation);
        await run.WeakenAsync(sandbox, Of("two", "squid.conf", "all", "none"), cancellation);
        var survivor = await run.WeakenAsync(sandbox, Of("three", "guard.json", "strict", "lax"), cancellation);

        sandbox.Steps.ShouldBe(
            ["squid.conf: allow all", "run", "squid.conf: deny none", "run", "squid.conf: deny all", "guard.json: lax", "run"]);
        survivor.Noticed.ShouldBeNull();
        survivor.ToString().ShouldContain("SURVIVED  three");
    }

    [Test]
    public async Task Should_say_which_case_noticed(CancellationToken cancellation)
    {
        await using var sandbox = new FakeSandbox { Execute = _ => new CommandEnd(0, "it got through", "") };
        var mutation = Of("one", "squid.conf", "deny", "allow");

        (await new MutationRun(Plan, Catalogue).JudgeAsync(sandbox, mutation, cancellation)).Noticed!.Case.Id.ShouldBe(Cases.Silent.Id);
        (await new MutationRun(Plan, Catalogue).ControlAsync(sandbox, [mutation], cancellation)).ShouldBe([Cases.Silent.Id]);
    }

    private static Mutation Of(string id, string file, string replace, string with) => new(id, "", file, replace, with, [Cases.Silent.Id]);
}
