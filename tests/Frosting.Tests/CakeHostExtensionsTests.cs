using Cake.Core;
using Cake.Core.Composition;
using Cake.Frosting;
using Frosting.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Frosting.Tests;

public sealed class CakeHostExtensionsTests
{
    [Test]
    public void Should_register_what_the_startup_registers_when_one_is_used()
    {
        using var fixture = new HostFixture();
        fixture.Host.UseStartup<Startup>();

        fixture.Run("--target=Clean").ShouldBe(0);

        fixture.Entries.ShouldBe(["Clean"]);
    }

    [Test]
    public void Should_register_what_the_module_registers_when_one_is_used()
    {
        using var fixture = new HostFixture().With<Greeting>();
        fixture.Host.UseModule<Module>();

        fixture.Run("--target=Greeting").ShouldBe(0);

        fixture.Entries.ShouldBe(["hello from the module"]);
    }

    [Test]
    public void Should_set_the_configuration_when_a_setting_is_used()
    {
        using var fixture = new HostFixture().With<Settings>();
        fixture.Host
            .UseCakeSetting("Sample_Key", "first")
            .UseCakeSetting("sample_key", "last")
            .SetToolPath("./utensils");

        fixture.Run("--target=Settings").ShouldBe(0);

        fixture.Entries.ShouldBe(["last", "utensils"]);
    }

    [Test]
    public void Should_use_the_last_context_when_several_are_used()
    {
        using var fixture = new HostFixture().With<Typed>();
        fixture.Host.UseContext<OtherContext>().UseContext<SampleContext>();

        fixture.Run("--target=Typed").ShouldBe(0);

        fixture.Entries.ShouldBe(["hello"]);
    }

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton<IFrostingTask, Clean>();
    }

    private sealed class Module : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) => registrar.RegisterInstance("hello from the module");
    }

    private sealed class Greeting(Journal journal, string text) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(text);
    }

    private sealed class Settings(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            journal.Add(context.Configuration.GetValue("SAMPLE_KEY"));
            journal.Add(context.Configuration.GetValue("Paths_Tools"));
        }
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
