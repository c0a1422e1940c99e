using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Fakes;

namespace Frosting.Tests;

public sealed class TeardownTests
{
    [Test]
    public void Should_call_teardown_when_only_a_teardown_is_registered()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseTeardown<NotingTeardown>();

        fixture.Run("--target=clean").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean", "Teardown successful"]);
    }

    [Test]
    public void Should_tear_down_with_the_cause_when_a_task_fails()
    {
        using var fixture = new HostFixture().With<Failing>();
        fixture.Host.UseTeardown<NotingTeardown>();

        fixture.Run("--target=Failing").ShouldBe(1);

        fixture.Entries.ShouldBe(["Teardown failed: the task is broken"]);
    }

    [Test]
    public void Should_call_teardown_when_the_run_is_dry()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseTeardown<NotingTeardown>();

        fixture.Run("--target=Clean", "--dryrun").ShouldBe(0);

        fixture.Entries.ShouldBe(["Teardown successful"]);
    }

    [Test]
    public void Should_return_the_code_when_teardown_fails_with_one_after_success()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseTeardown<FailingTeardown>();

        fixture.Run("--target=Clean").ShouldBe(7);
    }

    [Test]
    public void Should_return_one_when_teardown_fails_with_a_code_after_a_failed_task()
    {
        using var fixture = new HostFixture().With<Failing>();
        fixture.Host.UseTeardown<FailingTeardown>();

        fixture.Run("--target=Failing").ShouldBe(1);
    }

    private sealed class NotingTeardown(Journal journal) : FrostingTeardown<ICakeContext>
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Add(info.Successful
            ? "Teardown successful"
            : "Teardown failed: " + info.ThrownException.Message);
    }

    private sealed class FailingTeardown : FrostingTeardown<ICakeContext>
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            throw new CakeException(7, "no teardown");
    }

}
