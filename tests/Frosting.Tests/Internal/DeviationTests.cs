using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Fakes;

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

        fixture.Entries.ShouldBe(["Run with SampleContext"]);
    }

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
    public void Should_dispose_services_when_the_run_is_over()
    {
        using var fixture = new HostFixture().With<Disposable>();

        fixture.Run("--target=Disposable").ShouldBe(0);

        fixture.Entries.ShouldBe(["Run", "Dispose"]);
    }

    private sealed class SampleContext(ICakeContext context) : FrostingContext(context);

    private sealed class Typed : FrostingTask<SampleContext>;

    private abstract class Intermediate<TContext>(Journal journal) : FrostingTask<TContext>
        where TContext : ICakeContext
    {
        public override void Run(TContext context) => journal.Add("Run with " + typeof(TContext).Name);
    }

    private abstract class Nearer(Journal journal) : Intermediate<SampleContext>(journal);

    private sealed class Indirect(Journal journal) : Nearer(journal);

    private sealed class Unconstructible : FrostingTask<ICakeContext>
    {
        public Unconstructible() => throw new InvalidOperationException("constructed");
    }

    private sealed class Disposable(Journal journal) : FrostingTask<ICakeContext>, IDisposable
    {
        public override void Run(ICakeContext context) => journal.Add("Run");

        public void Dispose() => journal.Add("Dispose");
    }
}
