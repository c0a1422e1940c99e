using System.Reflection;
using Cake.Cli;
using Cake.Common.Modules;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Modules;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>A program that runs the tasks of its entry assembly on Cake's engine.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];

    private CakeHost()
    {
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

        _services.UseModule(new CoreModule());
        _services.UseModule(new CommonModule());

        _services.AddSingleton<FrostingContext>();
        _services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }

    /// <summary>Makes a host with Cake's defaults; what is registered later wins over them.</summary>
    public static CakeHost Create() => new();

    /// <summary>Registers services, at once.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services(_services);

        return this;
    }

    /// <summary>Does what the command line asks for. A host runs once.</summary>
    /// <returns>
    /// 0 if all went well; 1 if a task, the teardown or the host failed; the code of a <see cref="CakeException"/> that
    /// the teardown throws after success; -1, which a shell shows as 255, for a wrong command line.
    /// </returns>
    public int Run(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);

        FrostingCommandLine line;
        try
        {
            line = FrostingCommandLine.Parse([.. args]);
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine($"Error: {wrong.Message}");
            return -1;
        }

        return RunAsync(line).GetAwaiter().GetResult();
    }

    private async Task<int> RunAsync(FrostingCommandLine line)
    {
        foreach (var task in Assembly.GetEntryAssembly()?.GetExportedTypes().Where(IsTask) ?? [])
            _services.AddSingleton(typeof(IFrostingTask), task);
        _services.AddSingleton<ICakeArguments>(line.ToCakeArguments());

        await using var provider = _services.BuildServiceProvider();
        try
        {
            await line.RunAsync(provider);
            return 0;
        }
        catch (Exception exception)
        {
            return provider.GetRequiredService<ICakeLog>().LogException(exception);
        }
    }

    private static bool IsTask(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && type.IsAssignableTo(typeof(IFrostingTask));
}
