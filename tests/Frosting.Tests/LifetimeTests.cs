using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Fakes;

namespace Frosting.Tests;

public sealed class LifetimeTests
{
    [Test]
    public void Should_call_setup_when_only_a_setup_is_registered()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseSetup<NotingSetup>();

        fixture.Run("--target=clean").ShouldBe(0);

        fixture.Entries.ShouldBe(["Setup of Clean", "Clean"]);
    }

    [Test]
    public void Should_call_teardown_when_only_a_teardown_is_registered()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseTeardown<NotingTeardown>();

        fixture.Run("--target=clean").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean", "Teardown successful"]);
    }

    [Test]
    public void Should_call_setup_of_the_task_when_only_a_task_setup_is_registered()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseTaskSetup<NotingTaskSetup>();

        fixture.Run("--target=clean").ShouldBe(0);

        fixture.Entries.ShouldBe(["Setup of task Clean", "Clean"]);
    }

    [Test]
    public void Should_call_teardown_of_the_task_when_only_a_task_teardown_is_registered()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseTaskTeardown<NotingTaskTeardown>();

        fixture.Run("--target=clean").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean", "Teardown of task Clean successful"]);
    }

    [Test]
    public void Should_call_one_object_around_the_tasks_when_a_lifetime_is_registered()
    {
        using var fixture = new HostFixture().With<Clean>().With<Build>();
        fixture.Host.UseContext<SampleContext>().UseLifetime<Counting>().UseTaskLifetime<CountingTasks>();

        fixture.Run("--target=Build").ShouldBe(0);

        fixture.Entries.ShouldBe(
        [
            "Setup 1",
            "task setup 1", "Clean", "task teardown 2",
            "task setup 3", "Build", "task teardown 4",
            "Teardown 2",
        ]);
    }

    [Test]
    public void Should_call_the_lifetime_but_not_that_of_tasks_when_the_run_is_dry()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseContext<SampleContext>().UseLifetime<Counting>().UseTaskLifetime<CountingTasks>();

        fixture.Run("--target=Clean", "--dryrun").ShouldBe(0);

        fixture.Entries.ShouldBe(["Setup 1", "Teardown 2"]);
    }

    [Test]
    public void Should_run_no_task_and_tear_down_when_setup_fails()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.UseSetup<FailingSetup>().UseTeardown<NotingTeardown>();

        fixture.Run("--target=Clean").ShouldBe(1);

        fixture.Entries.ShouldBe(["Teardown failed: no setup"]);
    }

    [Test]
    public void Should_not_run_the_task_but_tear_it_down_when_its_setup_fails()
    {
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host
            .UseTaskSetup<FailingTaskSetup>()
            .UseTaskTeardown<NotingTaskTeardown>()
            .UseTeardown<NotingTeardown>();

        fixture.Run("--target=Clean").ShouldBe(1);

        fixture.Entries.Count.ShouldBe(2);
        fixture.Entries[0].ShouldStartWith("Teardown of task Clean failed");
        fixture.Entries[1].ShouldStartWith("Teardown failed");
    }

    [Test]
    public void Should_tear_down_task_and_run_in_order_when_a_task_fails()
    {
        using var fixture = new HostFixture().With<Stubborn>().With<AfterStubborn>();
        fixture.Host.UseTaskTeardown<NotingTaskTeardown>().UseTeardown<NotingTeardown>();

        fixture.Run("--target=AfterStubborn").ShouldBe(1);

        fixture.Entries.ShouldBe(
        [
            "Run",
            "OnError",
            "Finally",
            "Teardown of task Stubborn failed: broken",
            "Teardown failed: broken",
        ]);
    }

    [Test]
    public void Should_set_up_and_tear_down_a_task_when_it_is_skipped()
    {
        using var fixture = new HostFixture().With<Unwilling>().With<AfterUnwilling>();
        fixture.Host.UseTaskSetup<NotingTaskSetup>().UseTaskTeardown<NotingTaskTeardown>();

        fixture.Run("--target=AfterUnwilling").ShouldBe(0);

        fixture.Entries.ShouldBe(
        [
            "Setup of task Unwilling",
            "Teardown of task Unwilling skipped",
            "Setup of task AfterUnwilling",
            "AfterUnwilling",
            "Teardown of task AfterUnwilling successful",
        ]);
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

    private sealed class SampleContext(ICakeContext context) : FrostingContext(context)
    {
        public int Count { get; set; }
    }

    private sealed class NotingSetup(Journal journal) : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            journal.Add("Setup of " + info.TargetTask.Name);
    }

    private sealed class NotingTeardown(Journal journal) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Add(info.Successful
            ? "Teardown successful"
            : "Teardown failed: " + info.ThrownException.Message);
    }

    private sealed class NotingTaskSetup(Journal journal) : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) =>
            journal.Add("Setup of task " + info.Task.Name);
    }

    private sealed class NotingTaskTeardown(Journal journal) : FrostingTaskTeardown
    {
        public override void Teardown(ICakeContext context, ITaskTeardownContext info) =>
            journal.Add($"Teardown of task {info.Task.Name} {Outcome(info)}");

        private static string Outcome(ITaskTeardownContext info) => info switch
        {
            { Skipped: true } => "skipped",
            { Successful: true } => "successful",
            _ => "failed: " + info.ThrownException.Message,
        };
    }

    private sealed class Counting(Journal journal) : FrostingLifetime<SampleContext>
    {
        private int _calls;

        public override void Setup(SampleContext context, ISetupContext info) => journal.Add($"Setup {++_calls}");

        public override void Teardown(SampleContext context, ITeardownContext info) =>
            journal.Add($"Teardown {++_calls}");
    }

    private sealed class CountingTasks(Journal journal) : FrostingTaskLifetime<SampleContext>
    {
        public override void Setup(SampleContext context, ITaskSetupContext info) =>
            journal.Add($"task setup {++context.Count}");

        public override void Teardown(SampleContext context, ITaskTeardownContext info) =>
            journal.Add($"task teardown {++context.Count}");
    }

    private sealed class FailingSetup : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            throw new InvalidOperationException("no setup");
    }

    private sealed class FailingTaskSetup : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) =>
            throw new InvalidOperationException("no task setup");
    }

    private sealed class FailingTeardown : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            throw new CakeException(7, "no teardown");
    }

    private sealed class Stubborn(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            journal.Add("Run");

            throw new InvalidOperationException("broken");
        }

        public override void OnError(Exception exception, ICakeContext context)
        {
            journal.Add("OnError");

            throw exception;
        }

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }

    [IsDependentOn(typeof(Stubborn))]
    private sealed class AfterStubborn(Journal journal) : NotingTask(journal);
}
