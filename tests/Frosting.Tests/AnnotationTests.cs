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
    public void Should_have_a_description_when_it_is_not_blank()
    {
        using var fixture = new HostFixture().With<Described>().With<BlankDescribed>();

        fixture.Run("--description").ShouldBe(0);

        fixture.Screen.ShouldContain("Says what it does.");
        fixture.Screen.ShouldContain("BlankDescribed");
    }

    [TaskName("Base")]
    private abstract class Named(Journal journal) : NotingTask(journal);

    private sealed class Derived(Journal journal) : Named(journal);

    [IsDependentOn(typeof(Clean))]
    private abstract class Dependent(Journal journal) : NotingTask(journal);

    [IsDependentOn(typeof(Alpha))]
    private sealed class DerivedAndDependent(Journal journal) : Dependent(journal);

    [TaskDescription("Says what it does.")]
    [IsDependentOn(typeof(BlankDescribed))]
    private sealed class Described : FrostingTask<ICakeContext>;

    [TaskDescription(" ")]
    private sealed class BlankDescribed : FrostingTask<ICakeContext>;

}
