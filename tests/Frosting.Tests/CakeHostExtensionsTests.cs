using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Fakes;

namespace Frosting.Tests;

public sealed class CakeHostExtensionsTests
{
    [Test]
    public void Should_set_the_configuration_when_a_setting_is_used()
    {
        using var fixture = new HostFixture().With<Settings>();
        fixture.Host
            .UseCakeSetting("Sample_Key", "first")
            .UseCakeSetting("sample_key", "last");

        fixture.Run("--target=Settings").ShouldBe(0);

        fixture.Entries.ShouldBe(["last"]);
    }

    [Test]
    public void Should_use_the_last_context_when_several_are_used()
    {
        using var fixture = new HostFixture().With<Typed>();
        fixture.Host.UseContext<OtherContext>().UseContext<SampleContext>();

        fixture.Run("--target=Typed").ShouldBe(0);

        fixture.Entries.ShouldBe(["hello"]);
    }

    private sealed class Settings(Journal journal) : FrostingTask<ICakeContext>
    {
        public override void Run(ICakeContext context) => journal.Add(context.Configuration.GetValue("SAMPLE_KEY"));
    }

    private sealed class OtherContext(ICakeContext context) : FrostingContext(context);

    private sealed class SampleContext(ICakeContext context) : FrostingContext(context)
    {
        public string Greeting { get; } = "hello";
    }

    private sealed class Typed(Journal journal) : FrostingTask<SampleContext>
    {
        public override void Run(SampleContext context) => journal.Add(context.Greeting);
    }
}
