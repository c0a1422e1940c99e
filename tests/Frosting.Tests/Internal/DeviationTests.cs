using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Frosting.Tests.Fakes;
using Frosting.Tests.Samples;

namespace Frosting.Tests.Internal;

/// <summary>Where the layer means to be stricter or more careful than the package.</summary>
public sealed class DeviationTests
{
    [Test]
    public void Should_return_one_when_the_context_does_not_fit_a_task()
    {
        using var fixture = new HostFixture().With<DefaultTask>().With<Typed>();

        fixture.Run().ShouldBe(1);

        fixture.Log.Errors.ShouldHaveSingleItem().ShouldContain(
            $"The task 'Typed' needs a context of type {typeof(SampleContext)}, "
            + $"but the host's context is a {typeof(FrostingContext)}.");
        fixture.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Should_return_one_when_the_context_does_not_fit_a_lifetime()
    {
        using var fixture = new HostFixture().With<DefaultTask>();
        fixture.Host.UseLifetime<TypedLifetime>();

        fixture.Run().ShouldBe(1);

        fixture.Log.Errors.ShouldContain(text => text.Contains(
            $"A lifetime needs a context of type {typeof(SampleContext)}",
            StringComparison.Ordinal));
        fixture.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Should_return_one_when_the_context_does_not_fit_a_task_behind_intermediate_classes()
    {
        using var fixture = new HostFixture().With<DefaultTask>().With<Indirect>();

        fixture.Run().ShouldBe(1);

        fixture.Log.Errors.ShouldHaveSingleItem().ShouldContain("The task 'Indirect' needs a context of type");
    }

    [Test]
    public void Should_run_what_an_intermediate_class_overrides_when_the_context_fits()
    {
        using var fixture = new HostFixture().With<Indirect>();
        fixture.Host.UseContext<SampleContext>();

        fixture.Run("--target=Indirect").ShouldBe(0);

        fixture.Entries.ShouldBe(["Run with SampleContext", "Finally"]);
    }

    [Test]
    public void Should_ignore_an_assembly_when_it_is_added_twice()
    {
        using var fixture = new HostFixture();
        var samples = typeof(FirstSampleTask).Assembly;
        fixture.Host.AddAssembly(samples).AddAssembly(samples);

        fixture.Run("--target=First-Sample").ShouldBe(0);
    }

    [TestCase("--help", 0)]
    [TestCase("--version", 0)]
    [TestCase("--info", 0)]
    [TestCase("--target", -1)]
    public void Should_construct_no_task_when_none_is_needed(string argument, int expected)
    {
        using var fixture = new HostFixture().With<Unconstructible>();

        fixture.Run(argument).ShouldBe(expected);
    }

    [Test]
    public void Should_return_one_when_a_task_cannot_be_constructed()
    {
        using var fixture = new HostFixture().With<DefaultTask>().With<Unconstructible>();

        fixture.Run("--tree").ShouldBe(1);

        fixture.Log.Errors.ShouldBe(["Error: constructed"]);
    }

    [Test]
    public void Should_use_every_member_when_a_task_has_no_base_class()
    {
        using var fixture = new HostFixture().With<Plain>();

        fixture.Run("--target=Plain").ShouldBe(0);

        fixture.Entries.ShouldBe(["ShouldRun", "RunAsync", "OnError", "Finally"]);
    }

    [Test]
    public void Should_dispose_services_when_the_run_is_over()
    {
        using var fixture = new HostFixture().With<Disposable>();

        fixture.Run("--target=Disposable").ShouldBe(0);

        fixture.Entries.ShouldBe(["Run", "Dispose"]);
    }

    private sealed class SampleContext(ICakeContext context) : FrostingContext(context);

    private sealed class Typed : FrostingTask<SampleContext>;

    private sealed class TypedLifetime : FrostingLifetime<SampleContext>
    {
        public override void Setup(SampleContext context, ISetupContext info) => context.Log.Information("set up");

        public override void Teardown(SampleContext context, ITeardownContext info) =>
            context.Log.Information("torn down");
    }

    private abstract class Intermediate<TContext>(Journal journal) : FrostingTask<TContext>
        where TContext : ICakeContext
    {
        public override void Run(TContext context) => journal.Add("Run with " + typeof(TContext).Name);
    }

    private abstract class Nearer(Journal journal) : Intermediate<SampleContext>(journal)
    {
        protected Journal Journal { get; } = journal;
    }

    private sealed class Indirect(Journal journal) : Nearer(journal)
    {
        public override void Finally(SampleContext context) => Journal.Add("Finally");
    }

    private sealed class Unconstructible : FrostingTask
    {
        public Unconstructible() => throw new InvalidOperationException("constructed");
    }

    private sealed class Plain(Journal journal) : IFrostingTask
    {
        public Task RunAsync(ICakeContext context)
        {
            journal.Add("RunAsync");

            throw new InvalidOperationException("broken");
        }

        public bool ShouldRun(ICakeContext context)
        {
            journal.Add("ShouldRun");

            return true;
        }

        public void OnError(Exception exception, ICakeContext context) => journal.Add("OnError");

        public void Finally(ICakeContext context) => journal.Add("Finally");
    }

    private sealed class Disposable(Journal journal) : FrostingTask, IDisposable
    {
        public override void Run(ICakeContext context) => journal.Add("Run");

        public void Dispose() => journal.Add("Dispose");
    }
}
