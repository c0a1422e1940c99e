using AiSandbox.Host.Features.Verify;
using AiSandbox.Host.Platform;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace Sandbox.Tests.Verification;

/// <summary>The catalogue of Verify against one sandbox with a simulated internet, case by case.</summary>
public sealed class CatalogueTests
{
    private Lab _lab = null!;
    private VerificationStage? _stage;
    private Dictionary<string, CaseResult> _results = [];

    private static CaseCatalogue Catalogue { get; } = CaseFiles.Load(BuildScript.Checkout.Cases);

    private static IEnumerable<TestCaseData> Cases =>
        Catalogue.Cases.Select(test => new TestCaseData(test).SetArgDisplayNames(test.Id));

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _lab = await Lab.BuildAsync();
        await _lab.Sandboxes.BuildInternetAsync(_lab.Name, CancellationToken.None);
        _stage = await _lab.Sandboxes.StartStageAsync(_lab.Name, _lab.Sandboxes.Plan(), second: true, CancellationToken.None);
        _results = (await _stage.RunAsync(Catalogue.Cases, _ => { }, CancellationToken.None))
            .ToDictionary(result => result.Case.Id, StringComparer.Ordinal);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        if (_stage is not null)
            await _stage.DisposeAsync();
        string[] left = [.. await _lab.FindAsync("verify"), .. await _lab.FindAsync("verify-2")];
        await _lab.DisposeAsync();
        left.ShouldBeEmpty("a verification sandbox that is disposed leaves nothing behind");
    }

    [TestCaseSource(nameof(Cases))]
    public void Should_pass(VerificationCase test)
    {
        var result = _results[test.Id];

        result.Judgement.Findings.ShouldBeEmpty();
        result.Judgement.Verdict.ShouldBe(Verdict.Passed);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_refuse_a_second_run_of_the_same_name_while_one_is_under_way(CancellationToken cancellation)
    {
        var failure = await Should.ThrowAsync<SandboxException>(
            () => _lab.Sandboxes.StartAsync(_lab.Name, "verify", _lab.Sandboxes.Plan(), cancellation));

        failure.Message.ShouldContain("Another Verify");
        (await _lab.FindAsync("verify")).ShouldNotBeEmpty("the first one is not touched");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_find_the_holes_when_the_final_deny_is_turned_to_allow(CancellationToken cancellation)
    {
        var results = await AttackAsync(
            "open",
            policy => policy.Replace("\nhttp_access deny all", "\nhttp_access allow all", StringComparison.Ordinal),
            ["https-listed", "http-listed", "https-unlisted", "git-ssh-unlisted", "connect-other-port", "connect-address", "tcp-proxy"],
            cancellation);

        results.Where(result => result.Value == Verdict.Hole).Select(result => result.Key)
            .ShouldBe(["https-unlisted", "git-ssh-unlisted"]);
        results["https-listed"].ShouldBe(Verdict.Passed);
        results["tcp-proxy"].ShouldBe(Verdict.Passed);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_prove_nothing_when_the_proxy_refuses_everything(CancellationToken cancellation)
    {
        var results = await AttackAsync(
            "shut", policy => "http_access deny all\n" + policy, ["https-listed", "https-unlisted", "canary-https"], cancellation);

        results["https-listed"].ShouldBe(Verdict.Broken);
        results["https-unlisted"].ShouldBe(Verdict.NotProven);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_prove_nothing_when_the_canaries_are_dead(CancellationToken cancellation)
    {
        await using var sandbox = await _lab.Sandboxes.StartAsync(_lab.Name, "dead", _lab.Sandboxes.Plan(), cancellation);
        var runner = new CaseRunner(sandbox);
        await runner.BeginAsync(cancellation);
        await _lab.Docker.RunAsync(["kill", $"{_lab.Name}-dead-internet-1"], cancellation);

        var result = await runner.RunAsync(Catalogue.Cases.Single(test => test.Id is "tcp-direct"), cancellation);

        result.Judgement.Verdict.ShouldBe(Verdict.NotProven);
        result.Judgement.Findings.ShouldHaveSingleItem().Witness.ShouldBe(Witness.Internet);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_leave_nothing_behind_when_the_start_is_cancelled(CancellationToken cancellation)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var start = _lab.Sandboxes.StartAsync(_lab.Name, "cut", _lab.Sandboxes.Plan(), interrupt.Token);
        // In the middle, on a machine of any speed: some of it is there, and not all of it.
        while ((await _lab.FindAsync("cut")).Count == 0 && !start.IsCompleted)
            await Task.Delay(10, cancellation);
        start.IsCompleted.ShouldBeFalse("the start is not over when it is cut off");
        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => start);

        (await _lab.FindAsync("cut")).ShouldBeEmpty();
    }

    private async Task<Dictionary<string, Verdict>> AttackAsync(
        string suffix, Func<string, string> edit, string[] ids, CancellationToken cancellation)
    {
        var plan = _lab.Sandboxes.Plan();
        await using var sandbox = await _lab.Sandboxes.StartAsync(_lab.Name, suffix, plan with { Squid = edit(plan.Squid) }, cancellation);
        var cases = Catalogue.Cases.Where(test => ids.Contains(test.Id)).ToList();
        var controls = cases.SelectMany(test => test.Controls).Distinct().Except(ids).ToHashSet();
        VerificationCase[] attacked = [.. cases, .. Catalogue.Cases.Where(test => controls.Contains(test.Id))];

        return CaseRunner.WithControls(await new CaseRunner(sandbox).RunAsync(attacked, _ => { }, cancellation))
            .ToDictionary(result => result.Case.Id, result => result.Judgement.Verdict);
    }
}
