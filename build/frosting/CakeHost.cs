using System.Reflection;
using Cake.Cli;
using Cake.Common.Modules;
using Cake.Core.Configuration;
using Cake.Core.Modules;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>
/// A program that runs tasks on Cake's engine. It finds its tasks in the entry assembly and in those added to it.
/// </summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [];

    /// <summary>Makes a host with Cake's defaults; what is registered later wins over them.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
            _assemblies.Add(entry);

        _services.AddCakeDiagnostics();
        _services.AddSingleton<ICakeConfiguration, FrostingConfiguration>();

        _services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        _services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        _services.AddSingleton<TreeScriptHost>();
        _services.AddSingleton<DescriptionScriptHost>();

        _services.AddSingleton<IVersionResolver, HostVersion>();
        _services.AddSingleton<ICakeVersionFeature, VersionFeature>();
        _services.AddSingleton<ICakeInfoFeature, InfoFeature>();
        _services.AddSingleton<FrostingEngine>();

        _services.UseModule<CoreModule>();
        _services.UseModule<CommonModule>();

        _services.AddSingleton<FrostingContext>();
        _services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }

    /// <summary>Makes a host, as the constructor does.</summary>
    public static CakeHost Create() => new();

    /// <summary>Looks for tasks in one more assembly; one that is there already is ignored.</summary>
    /// <param name="assembly">The assembly; its public classes that are tasks are taken.</param>
    /// <returns>This host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);

        if (!_assemblies.Contains(assembly))
            _assemblies.Add(assembly);

        return this;
    }

    /// <summary>Registers services, at once.</summary>
    /// <param name="services">Gets the services of the host.</param>
    /// <returns>This host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services(_services);

        return this;
    }

    /// <summary>Does what the command line asks for. A host runs once.</summary>
    /// <param name="args">The command line, as the process got it.</param>
    /// <returns>
    /// 0 if all went well; 1 if a task, a lifetime or the host failed; the code of a <see cref="Core.CakeException"/>
    /// that the teardown throws after success; -1, which a shell shows as 255, for a wrong command line.
    /// </returns>
    public int Run(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);

        foreach (var task in _assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(IsTask))
            _services.AddSingleton(typeof(IFrostingTask), task);

        var registrar = new TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), _services);

        var app = new CommandApp<DefaultCommand>(registrar);
        app.Configure(configurator =>
        {
            configurator.AddExample([]);
            configurator.AddExample("--verbosity", "quiet");
            configurator.AddExample("--tree");
        });

        return app.Run(args);
    }

    private static bool IsTask(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && type.IsAssignableTo(typeof(IFrostingTask));
}
