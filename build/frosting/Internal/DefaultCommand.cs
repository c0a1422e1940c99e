using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The one command of a host. Nothing of the host is constructed before the command line is read.</summary>
internal sealed class DefaultCommand(IServiceCollection services) : AsyncCommand<DefaultCommandSettings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context,
        DefaultCommandSettings settings,
        CancellationToken cancellationToken)
    {
        services.AddSingleton<ICakeArguments>(context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets));
        services.AddSingleton(context.Remaining);

        await using var provider = services.BuildServiceProvider();
        var log = provider.GetRequiredService<ICakeLog>();
        try
        {
            await RunAsync(provider, settings, log);
        }
        catch (Exception exception)
        {
            return log.LogException(exception);
        }

        return 0;
    }

    private static async Task RunAsync(IServiceProvider provider, DefaultCommandSettings settings, ICakeLog log)
    {
        if (settings.Version)
        {
            provider.GetRequiredService<ICakeVersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        if (settings.Info)
        {
            provider.GetRequiredService<ICakeInfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        // What the command line says holds from here on, so that the next line can fail in as many words as were asked
        // for; the rest of the configuration is only known in the right directory.
        log.Verbosity = settings.Verbosity ?? log.Verbosity;
        EnterWorkingDirectory(provider, settings.WorkingDirectory);
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(settings.Verbosity);

        var host = (IScriptHost)provider.GetRequiredService(ScriptHost(settings));
        if (settings.Exclusive)
            host.Settings.UseExclusiveTarget();

        await provider.GetRequiredService<FrostingEngine>().RunAsync(host, settings.Targets);
    }

    private static void EnterWorkingDirectory(IServiceProvider provider, DirectoryPath? wanted)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var path = (wanted ?? provider.GetService<WorkingDirectory>()?.Path ?? environment.WorkingDirectory)
            .MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().GetDirectory(path).Exists)
            throw new FrostingException($"The working directory '{path.FullPath}' does not exist.");

        environment.WorkingDirectory = path;
    }

    private static Type ScriptHost(DefaultCommandSettings settings) => settings switch
    {
        { DryRun: true } => typeof(DryRunScriptHost<IFrostingContext>),
        { Tree: true } => typeof(TreeScriptHost),
        { Descriptions: true } => typeof(DescriptionScriptHost),
        _ => typeof(BuildScriptHost<IFrostingContext>),
    };
}
