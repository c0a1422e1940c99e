using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Frosting.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Frosting.Tests;

public sealed class CakeHostTests
{
    private const string UnifiedGraph = "Settings_UnifiedDependencyGraphForMultipleTargets";

    private static readonly string[][] _permutations =
    [
        ["Alpha", "Beta", "Gamma"],
        ["Alpha", "Gamma", "Beta"],
        ["Beta", "Alpha", "Gamma"],
        ["Beta", "Gamma", "Alpha"],
        ["Gamma", "Alpha", "Beta"],
        ["Gamma", "Beta", "Alpha"],
    ];

    [Test]
    public void Should_return_zero_when_every_task_succeeds()
    {
        using var fixture = new HostFixture().With<Clean>();

        fixture.Run("--target=Clean").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean"]);
    }

    [Test]
    public void Should_run_the_default_task_when_no_target_is_given()
    {
        using var fixture = new HostFixture().With<Clean>().With<DefaultTask>();

        fixture.Run().ShouldBe(0);

        fixture.Entries.ShouldBe(["DefaultTask"]);
    }

    [Test]
    public void Should_hand_the_task_to_the_execution_strategy_when_one_is_registered()
    {
        var strategy = new FakeStrategy();
        using var fixture = new HostFixture().With<Clean>();
        fixture.Host.ConfigureServices(services => services.AddSingleton<IExecutionStrategy>(strategy));

        fixture.Run("--target=Clean").ShouldBe(0);

        strategy.Executed.ShouldBe(["Clean"]);
    }

    [Test]
    public void Should_find_the_target_when_it_is_written_in_another_case()
    {
        using var fixture = new HostFixture().With<Clean>();

        fixture.Run("--target=cLEAN").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean"]);
    }

    [Test]
    public void Should_run_dependencies_first_when_a_task_has_some()
    {
        using var fixture = new HostFixture().With<UnitTests>().With<Clean>().With<Build>();

        fixture.Run("--target=UnitTests").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean", "Build", "UnitTests"]);
    }

    [TestCaseSource(nameof(_permutations))]
    public void Should_run_targets_in_the_order_given_when_each_has_its_own_graph(params string[] targets)
    {
        using var fixture = new HostFixture().With<Beta>().With<Gamma>().With<Alpha>();
        fixture.Host.UseCakeSetting(UnifiedGraph, "false");

        fixture.Run([.. targets.SelectMany(target => new[] { "--target", target })]).ShouldBe(0);

        fixture.Entries.ShouldBe(targets);
    }

    [TestCaseSource(nameof(_permutations))]
    public void Should_run_targets_in_the_order_of_their_names_when_the_graph_is_unified(params string[] targets)
    {
        using var fixture = new HostFixture().With<Beta>().With<Gamma>().With<Alpha>();

        fixture.Run([.. targets.Select(target => "--target=" + target)]).ShouldBe(0);

        fixture.Entries.ShouldBe(["Alpha", "Beta", "Gamma"]);
    }

    [Test]
    public void Should_run_a_shared_dependency_once_when_the_graph_is_unified()
    {
        using var fixture = new HostFixture().With<Clean>().With<Build>().With<Docs>();

        fixture.Run("--target=Build", "--target=Docs").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean", "Build", "Docs"]);
    }

    [Test]
    public void Should_run_a_shared_dependency_for_every_target_when_each_has_its_own_graph()
    {
        using var fixture = new HostFixture().With<Clean>().With<Build>().With<Docs>();
        fixture.Host.UseCakeSetting(UnifiedGraph, "false");

        fixture.Run("--target=Docs", "--target=Build").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean", "Docs", "Clean", "Build"]);
    }

    [Test]
    public void Should_return_one_and_log_the_reason_when_a_task_fails()
    {
        using var fixture = new HostFixture().With<Failing>();

        fixture.Run("--target=Failing").ShouldBe(1);

        fixture.Log.Errors.ShouldContain("Error: the task is broken");
    }

    [Test]
    public void Should_return_one_when_a_task_fails_with_a_code_because_the_engine_loses_it()
    {
        using var fixture = new HostFixture().With<FailingWithCode>();

        fixture.Run("--target=FailingWithCode").ShouldBe(1);
    }

    [Test]
    public void Should_return_one_when_the_target_is_not_found()
    {
        using var fixture = new HostFixture().With<Clean>();

        fixture.Run("--target=foobar").ShouldBe(1);

        fixture.Log.Errors.ShouldBe(["Error: The target 'foobar' was not found."]);
    }

    [Test]
    public void Should_name_all_of_them_when_several_targets_are_not_found()
    {
        using var fixture = new HostFixture().With<Clean>();

        fixture.Run("--target=x", "--target=y").ShouldBe(1);

        fixture.Log.Errors.ShouldBe(["Error: The targets 'x', 'y' were not found."]);
        fixture.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Should_return_one_when_a_dependency_is_no_task()
    {
        using var fixture = new HostFixture().With<DependentOnDate>();

        fixture.Run("--target=DependentOnDate").ShouldBe(1);

        fixture.Log.Errors.ShouldBe(["Error: The dependency 'DateTime' is not a valid task."]);
    }

    [Test]
    public void Should_return_one_when_a_dependency_is_not_registered()
    {
        using var fixture = new HostFixture().With<Build>();

        fixture.Run("--target=Build").ShouldBe(1);

        fixture.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Should_return_one_when_two_tasks_have_the_same_name()
    {
        using var fixture = new HostFixture().With<Clean>().With<AnotherClean>();

        fixture.Run("--target=Clean").ShouldBe(1);

        fixture.Log.Errors.ShouldHaveSingleItem().ShouldContain("Another task with the name 'Clean'");
        fixture.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Should_return_one_when_two_tasks_depend_on_each_other()
    {
        using var fixture = new HostFixture().With<Hen>().With<Egg>();

        fixture.Run("--target=Hen").ShouldBe(1);

        fixture.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Should_run_the_delegate_at_once_when_services_are_configured()
    {
        var ran = false;

        CakeHost.Create().ConfigureServices(_ => ran = true);

        ran.ShouldBeTrue();
    }

    [Test]
    public void Should_take_the_last_registration_when_a_service_has_several()
    {
        using var fixture = new HostFixture().With<Greeting>();
        fixture.Host.ConfigureServices(services => services.AddSingleton("first").AddSingleton("last"));

        fixture.Run("--target=Greeting").ShouldBe(0);

        fixture.Entries.ShouldBe(["last"]);
    }

    [Test]
    public void Should_refuse_null_when_there_is_nothing_to_add()
    {
        var host = CakeHost.Create();

        Should.Throw<ArgumentNullException>(() => host.ConfigureServices(null!)).ParamName.ShouldBe("services");
    }

    [Test]
    public void Should_find_no_task_when_the_entry_assembly_has_only_internal_ones()
    {
        Assembly.GetEntryAssembly().ShouldBe(typeof(CakeHostTests).Assembly);
        using var fixture = new HostFixture();

        fixture.Run("--tree");

        // The package says more at that level.
        fixture.Log.Of(LogLevel.Debug).Where(text => text.StartsWith("Registering task", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [IsDependentOn(typeof(DateTime))]
    private sealed class DependentOnDate : FrostingTask<ICakeContext>;

    [TaskName("Clean")]
    private sealed class AnotherClean(Journal journal) : NotingTask(journal);

    [IsDependentOn(typeof(Egg))]
    private sealed class Hen(Journal journal) : NotingTask(journal);

    [IsDependentOn(typeof(Hen))]
    private sealed class Egg(Journal journal) : NotingTask(journal);

    private sealed class Greeting(Journal journal, string text) : FrostingTask<ICakeContext>
    {
        public override void Run(ICakeContext context) => journal.Add(text);
    }
}
