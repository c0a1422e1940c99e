using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Frosting.Tests.Fakes;

namespace Frosting.Tests;

public sealed class FrostingTaskTests
{
    [Test]
    public void Should_hand_the_exception_to_the_error_handler_when_the_task_throws()
    {
        using var fixture = new HostFixture().With<Handling>();

        fixture.Run("--target=Handling").ShouldBe(0);

        fixture.Entries.ShouldBe(["Run", "OnError: broken", "Finally"]);
    }

    [Test]
    public void Should_hand_the_exception_to_the_error_handler_when_an_async_task_throws_before_it_awaits()
    {
        using var fixture = new HostFixture().With<HandlingAsync>();

        fixture.Run("--target=HandlingAsync").ShouldBe(0);

        fixture.Entries.ShouldBe(["Run", "OnError: broken", "Finally"]);
    }

    [Test]
    public void Should_hand_the_exception_to_the_error_handler_when_an_async_task_throws_after_it_awaited()
    {
        using var fixture = new HostFixture().With<HandlingLate>();

        fixture.Run("--target=HandlingLate").ShouldBe(0);

        fixture.Entries.ShouldBe(["Run", "OnError: broken late", "Finally"]);
    }

    [Test]
    public void Should_not_call_the_error_handler_when_the_task_completes()
    {
        using var fixture = new HostFixture().With<Completing>();

        fixture.Run("--target=Completing").ShouldBe(0);

        fixture.Entries.ShouldBe(["Run", "Finally"]);
    }

    [Test]
    public void Should_return_one_and_call_finally_when_the_error_handler_throws_again()
    {
        using var fixture = new HostFixture().With<Rethrowing>();

        fixture.Run("--target=Rethrowing").ShouldBe(1);

        fixture.Entries.ShouldBe(["OnError", "Finally"]);
    }

    [Test]
    public void Should_await_the_task_when_it_is_asynchronous()
    {
        using var fixture = new HostFixture().With<Slow>();

        fixture.Run("--target=Slow").ShouldBe(0);

        fixture.Entries.ShouldBe(["begun", "done"]);
    }

    [Test]
    public void Should_report_a_task_as_delegated_when_it_has_no_body()
    {
        using var fixture = new HostFixture().With<Clean>().With<Aggregate>();

        fixture.Run("--target=Aggregate").ShouldBe(0);

        fixture.Printer.Report.ShouldNotBeNull().Single(entry => entry.TaskName is "Aggregate")
            .ExecutionStatus.ShouldBe(CakeTaskExecutionStatus.Delegated);
    }

    [Test]
    public void Should_report_a_failure_when_a_task_that_may_fail_fails()
    {
        using var fixture = new HostFixture().With<FailingGracefully>();

        fixture.Run("--target=FailingGracefully").ShouldBe(0);

        fixture.Printer.Report.ShouldNotBeNull().ShouldHaveSingleItem()
            .ExecutionStatus.ShouldBe(CakeTaskExecutionStatus.Failed);
    }

    [Test]
    public void Should_report_why_when_a_task_that_says_so_is_skipped()
    {
        using var fixture = new HostFixture().With<Excused>().With<AfterExcused>();

        fixture.Run("--target=AfterExcused").ShouldBe(0);

        var skipped = fixture.Printer.Report.ShouldNotBeNull().Single(entry => entry.TaskName is "Excused");
        skipped.ExecutionStatus.ShouldBe(CakeTaskExecutionStatus.Skipped);
        skipped.SkippedMessage.ShouldBe("not on a Sunday");
    }

    [Test]
    public void Should_return_one_when_a_task_that_may_fail_has_an_error_handler_too()
    {
        using var fixture = new HostFixture().With<HandledTwice>();

        fixture.Run("--target=HandledTwice").ShouldBe(1);

        fixture.Log.Errors.ShouldBe(["Error: There can only be one error handler per task."]);
    }

    [Test]
    public void Should_give_the_hosts_context_to_every_member_when_the_task_is_typed()
    {
        using var fixture = new HostFixture().With<Typed>().With<TypedAsync>();
        fixture.Host.UseContext<SampleContext>();

        fixture.Run("--target=Typed", "--target=TypedAsync").ShouldBe(0);

        fixture.Entries.ShouldBe(
        [
            "ShouldRun true", "Run true", "OnError true", "Finally true",
            "ShouldRun true", "Run true", "OnError true", "Finally true",
        ]);
    }

    [Test]
    public void Should_evaluate_the_criterion_when_the_run_is_dry()
    {
        using var fixture = new HostFixture().With<Unwilling>();

        fixture.Run("--dryrun", "--target=Unwilling").ShouldBe(1);
    }

    [Test]
    public void Should_run_and_succeed_when_a_task_only_calls_its_base()
    {
        using var fixture = new HostFixture().With<Modest>().With<ModestAsync>();

        fixture.Run("--target=Modest", "--target=ModestAsync").ShouldBe(0);

        fixture.Printer.Report.ShouldNotBeNull().Select(entry => entry.ExecutionStatus)
            .ShouldBe([CakeTaskExecutionStatus.Executed, CakeTaskExecutionStatus.Executed]);
    }

    [Test]
    public void Should_refuse_null_when_a_member_is_called_without_a_context()
    {
        IFrostingTask task = new Aggregate();

        Should.Throw<ArgumentNullException>(() => task.Finally(null!)).ParamName.ShouldBe("context");
        Should.Throw<ArgumentNullException>(() => task.ShouldRun(null!)).ParamName.ShouldBe("context");
    }

    private sealed class Handling(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            journal.Add("Run");

            throw new InvalidOperationException("broken");
        }

        public override void OnError(Exception exception, ICakeContext context) =>
            journal.Add("OnError: " + exception.Message);

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }

    private sealed class HandlingAsync(Journal journal) : AsyncFrostingTask
    {
        public override Task RunAsync(ICakeContext context)
        {
            journal.Add("Run");

            throw new InvalidOperationException("broken");
        }

        public override void OnError(Exception exception, ICakeContext context) =>
            journal.Add("OnError: " + exception.Message);

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }

    private sealed class HandlingLate(Journal journal) : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            journal.Add("Run");
            await Task.Yield();

            throw new InvalidOperationException("broken late");
        }

        public override void OnError(Exception exception, ICakeContext context) =>
            journal.Add("OnError: " + exception.Message);

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }

    private sealed class Completing(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("Run");

        public override void OnError(Exception exception, ICakeContext context) => journal.Add("OnError");

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }

    private sealed class Rethrowing(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("broken");

        public override void OnError(Exception exception, ICakeContext context)
        {
            journal.Add("OnError");

            throw exception;
        }

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }

    private sealed class Slow(Journal journal) : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            journal.Add("begun");
            await Task.Delay(20);
            journal.Add("done");
        }
    }

    private sealed class Modest : FrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => base.ShouldRun(context);

        public override void Run(ICakeContext context) => base.Run(context);

        public override void Finally(ICakeContext context) => base.Finally(context);
    }

    private sealed class ModestAsync : AsyncFrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => base.ShouldRun(context);

        public override Task RunAsync(ICakeContext context) => base.RunAsync(context);

        public override void Finally(ICakeContext context) => base.Finally(context);
    }

    [IsDependentOn(typeof(Clean))]
    private sealed class Aggregate : FrostingTask;

    private sealed class Excused : FrostingTask, IFrostingTask
    {
        public string SkippedMessage => "not on a Sunday";

        public override bool ShouldRun(ICakeContext context) => false;
    }

    [IsDependentOn(typeof(Excused))]
    private sealed class AfterExcused(Journal journal) : NotingTask(journal);

    [ContinueOnError]
    private sealed class HandledTwice : FrostingTask
    {
        public override void OnError(Exception exception, ICakeContext context) => context.Log.Error(exception);
    }

    private sealed class SampleContext(ICakeContext context) : FrostingContext(context);

    private sealed class Typed(Journal journal, IFrostingContext hosts) : FrostingTask<SampleContext>
    {
        public override bool ShouldRun(SampleContext context) => Note("ShouldRun", context);

        public override void Run(SampleContext context)
        {
            Note("Run", context);

            throw new InvalidOperationException("broken");
        }

        public override void OnError(Exception exception, SampleContext context) => Note("OnError", context);

        public override void Finally(SampleContext context) => Note("Finally", context);

        private bool Note(string member, SampleContext context)
        {
            journal.Add(ReferenceEquals(context, hosts) ? member + " true" : member + " false");

            return true;
        }
    }

    private sealed class TypedAsync(Journal journal, IFrostingContext hosts) : AsyncFrostingTask<SampleContext>
    {
        public override bool ShouldRun(SampleContext context) => Note("ShouldRun", context);

        public override async Task RunAsync(SampleContext context)
        {
            await Task.Yield();
            Note("Run", context);

            throw new InvalidOperationException("broken");
        }

        public override void OnError(Exception exception, SampleContext context) => Note("OnError", context);

        public override void Finally(SampleContext context) => Note("Finally", context);

        private bool Note(string member, SampleContext context)
        {
            journal.Add(ReferenceEquals(context, hosts) ? member + " true" : member + " false");

            return true;
        }
    }
}
