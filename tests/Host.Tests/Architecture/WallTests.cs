using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Review;
using AiSandbox.Policy;
using AiSandbox.Verification;
using Host.Tests.Model.Settings;

namespace Host.Tests.Architecture;

/// <summary>
/// The walls stand on the compiled assemblies. machine.txt lists who still touches files by himself: what is new fails, and what is gone
/// has to leave the list, so that it can only shrink.
/// </summary>
public sealed class WallTests
{
    private static readonly Lazy<IReadOnlyList<TypeUse>> Host = new(() => TypeUses.Of(typeof(HostOptions).Assembly));

    [Test]
    public void Should_keep_the_policy_apart_from_the_machine_and_from_all_that_is_ours()
    {
        Walls.OfPolicy(TypeUses.Of(typeof(Finding).Assembly)).ShouldBeEmpty();
        typeof(Finding).Assembly.GetReferencedAssemblies().Where(name => !name.Name!.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Test]
    public void Should_let_the_verification_use_the_policy_and_nothing_else_that_is_ours()
    {
        Walls.OfVerification(TypeUses.Of(typeof(CaseRunner).Assembly)).ShouldBeEmpty();
        typeof(CaseRunner).Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBe(["AiSandbox.Policy", "YamlDotNet"], ignoreOrder: true);
    }

    [Test]
    public void Should_let_a_room_use_only_those_below_it() => Walls.OfRooms(Host.Value).ShouldBeEmpty();

    [Test]
    public void Should_let_a_feature_use_no_other_but_what_a_sandbox_is() => Walls.OfFeatures(Host.Value).ShouldBeEmpty();

    [Test]
    public void Should_let_nobody_use_a_task() => Walls.OfTasks(Host.Value).ShouldBeEmpty();

    [Test]
    public void Should_let_the_machine_be_touched_outside_of_its_room_only_where_it_is_listed() => Walls.OfMachine(Host.Value).ShouldBe(Listed("machine.txt"));

    [TestCase(typeof(AiSandbox.Policy.Breaches.Reader), typeof(File))]
    [TestCase(typeof(AiSandbox.Policy.Breaches.Lister), typeof(Directory))]
    [TestCase(typeof(AiSandbox.Policy.Breaches.Starter), typeof(System.Diagnostics.Process))]
    [TestCase(typeof(AiSandbox.Policy.Breaches.Printer), typeof(Console))]
    [TestCase(typeof(AiSandbox.Policy.Breaches.Caller), typeof(HostOptions))]
    public void Should_notice_a_breach_of_the_policy(Type breach, Type used) =>
        Walls.OfPolicy(Planted(breach)).ShouldBe([new TypeUse(breach, used).ToString()]);

    [TestCase(typeof(AiSandbox.Verification.Breaches.Reader), typeof(File))]
    [TestCase(typeof(AiSandbox.Verification.Breaches.Caller), typeof(HostOptions))]
    public void Should_notice_a_breach_of_the_verification(Type breach, Type used) =>
        Walls.OfVerification(Planted(breach)).ShouldBe([new TypeUse(breach, used).ToString()]);

    [Test]
    public void Should_notice_a_breach_of_rooms_features_and_tasks()
    {
        Walls.OfRooms(Planted(typeof(AiSandbox.Host.Platform.Breaches.Climber))).ShouldHaveSingleItem();
        var breach = Planted(typeof(AiSandbox.Host.Features.Breaches.Looper));
        Walls.OfTasks(breach).ShouldHaveSingleItem();
        Walls.OfFeatures(breach).ShouldBe([new TypeUse(typeof(AiSandbox.Host.Features.Breaches.Looper), typeof(ReviewTask)).ToString()]);
        Walls.OfMachine(breach).ShouldBe([typeof(AiSandbox.Host.Features.Breaches.Looper).FullName!]);
    }

    // With the types that the compiler nests in it for lambdas and for what is asynchronous.
    private static IReadOnlyList<TypeUse> Planted(Type type) =>
        TypeUses.Of([type, .. type.GetNestedTypes(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)]);

    private static IEnumerable<string> Listed(string file) =>
        File.ReadAllLines(Path.Combine(TempCheckout.Repository, "tests", "Host.Tests", "Architecture", file)).Where(line => line.Length > 0 && line[0] != '#');
}
