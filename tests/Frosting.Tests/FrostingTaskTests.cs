using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Fakes;

namespace Frosting.Tests;

public sealed class FrostingTaskTests
{
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
    public void Should_give_the_hosts_context_to_the_task_when_it_is_typed()
    {
        using var fixture = new HostFixture().With<Typed>().With<TypedAsync>();
        fixture.Host.UseContext<SampleContext>();

        fixture.Run("--target=Typed", "--target=TypedAsync").ShouldBe(0);

        fixture.Entries.ShouldBe(["Run true", "RunAsync true"]);
    }

    [Test]
    public void Should_run_and_succeed_when_a_task_only_calls_its_base()
    {
        using var fixture = new HostFixture().With<Modest>().With<ModestAsync>();

        fixture.Run("--target=Modest", "--target=ModestAsync").ShouldBe(0);

        fixture.Printer.Report.ShouldNotBeNull().Select(entry => entry.ExecutionStatus)
            .ShouldBe([CakeTaskExecutionStatus.Executed, CakeTaskExecutionStatus.Executed]);
    }

    private sealed class Slow(Journal journal) : AsyncFrostingTask<ICakeContext>
    {
        public override async Task RunAsync(ICakeContext context)
        {
            journal.Add("begun");
            await Task.Delay(20);
            journal.Add("done");
        }
    }

    private sealed class Modest : FrostingTask<ICakeContext>
    {
        public override void Run(ICakeContext context) => base.Run(context);
    }

    private sealed class ModestAsync : AsyncFrostingTask<ICakeContext>
    {
        public override Task RunAsync(ICakeContext context) => base.RunAsync(context);
    }

    [IsDependentOn(typeof(Clean))]
    private sealed class Aggregate : FrostingTask<ICakeContext>;

    private sealed class SampleContext(ICakeContext context) : FrostingContext(context);

    private sealed class Typed(Journal journal, IFrostingContext hosts) : FrostingTask<SampleContext>
    {
        public override void Run(SampleContext context) => journal.Add($"Run {(ReferenceEquals(context, hosts) ? "true" : "false")}");
    }

    private sealed class TypedAsync(Journal journal, IFrostingContext hosts) : AsyncFrostingTask<SampleContext>
    {
        public override async Task RunAsync(SampleContext context)
        {
            await Task.Yield();
            journal.Add($"RunAsync {(ReferenceEquals(context, hosts) ? "true" : "false")}");
        }
    }
}
