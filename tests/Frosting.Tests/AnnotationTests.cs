using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Fakes;

namespace Frosting.Tests;

public sealed class AnnotationTests
{
    [Test]
    public void Should_be_named_like_its_class_when_only_the_base_class_has_a_name()
    {
        using var fixture = new HostFixture().With<Derived>();

        fixture.Run("--target=Derived").ShouldBe(0);

        fixture.Entries.ShouldBe(["Derived"]);
    }

    [Test]
    public void Should_run_dependencies_of_the_base_class_when_the_task_has_some_too()
    {
        using var fixture = new HostFixture().With<DerivedAndDependent>().With<Alpha>().With<Clean>();

        fixture.Run("--target=DerivedAndDependent").ShouldBe(0);

        fixture.Entries.ShouldBe(["Alpha", "Clean", "DerivedAndDependent"], ignoreOrder: true);
        fixture.Entries[^1].ShouldBe("DerivedAndDependent");
    }

    [Test]
    public void Should_run_before_two_tasks_when_it_is_dependee_of_both()
    {
        using var fixture = new HostFixture().With<Alpha>().With<Beta>().With<ZBeforeBoth>();

        fixture.Run("--target=Alpha", "--target=Beta").ShouldBe(0);

        fixture.Entries.ShouldBe(["ZBeforeBoth", "Alpha", "Beta"]);
    }

    [Test]
    public void Should_fail_the_run_when_only_the_base_class_may_fail()
    {
        using var fixture = new HostFixture().With<NoLongerGraceful>();

        fixture.Run("--target=NoLongerGraceful").ShouldBe(1);
    }

    [Test]
    public void Should_have_a_description_when_it_is_not_blank()
    {
        using var fixture = new HostFixture().With<Described>().With<BlankDescribed>();
        fixture.Host.UseTaskSetup<NotingDescription>();

        fixture.Run("--target=Described").ShouldBe(0);

        fixture.Entries.ShouldBe(["BlankDescribed: none", "Described: Says what it does."]);
    }

    [TaskName("Base")]
    private abstract class Named(Journal journal) : NotingTask(journal);

    private sealed class Derived(Journal journal) : Named(journal);

    [IsDependentOn(typeof(Clean))]
    private abstract class Dependent(Journal journal) : NotingTask(journal);

    [IsDependentOn(typeof(Alpha))]
    private sealed class DerivedAndDependent(Journal journal) : Dependent(journal);

    [IsDependeeOf(typeof(Alpha))]
    [IsDependeeOf(typeof(Beta))]
    private sealed class ZBeforeBoth(Journal journal) : NotingTask(journal);

    [ContinueOnError]
    private abstract class Graceful() : ThrowingTask(new InvalidOperationException("broken"));

    private sealed class NoLongerGraceful : Graceful;

    [TaskDescription("Says what it does.")]
    [IsDependentOn(typeof(BlankDescribed))]
    private sealed class Described : FrostingTask;

    [TaskDescription(" ")]
    private sealed class BlankDescribed : FrostingTask;

    private sealed class NotingDescription(Journal journal) : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) =>
            journal.Add($"{info.Task.Name}: {info.Task.Description ?? "none"}");
    }
}
